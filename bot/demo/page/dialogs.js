// Toasts, alerts, choices and the big photo: everything that lies over the page.
import { byId, h, icon } from "./dom.js";
import { fileSize } from "./format.js";
import { t } from "./i18n.js";

const TOAST_SHORT = 2500;
const TOAST_PER_LETTER = 60;
const TOAST_LONG = 9000;

/** Show a short message for as long as it takes to read; it is also read out. */
export function toast(text) {
  const el = h("div", { class: "toast" }, text);
  byId("toasts").replaceChildren(el);
  setTimeout(() => el.classList.add("leaving"), Math.min(TOAST_LONG, TOAST_SHORT + text.length * TOAST_PER_LETTER));
  el.addEventListener("transitionend", () => el.remove());
}

/** Tell in a toast what went wrong. */
export const toastError = (error) => toast(t("failed", { why: error.message || t("unreachable") }));

/** Show a dialog and wait until it closes; resolves with the value it was closed with, or null. */
function show(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.answer ?? null);
    });
  });
}

function finish(dialog, answer) {
  dialog.answer = answer;
  dialog.close();
}

/** A message that stays until it is confirmed. */
export function alertBox(text) {
  const dialog = h("dialog", { class: "dialog small", role: "alertdialog", "aria-label": "Wegwijs", "aria-describedby": "alert-text", "data-testid": "alert" });
  dialog.append(
    h("p", { id: "alert-text" }, text),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "primary", autofocus: true, onclick: () => dialog.close() }, t("ok"))),
  );
  return show(dialog);
}

/** Choose one of `options` ({value, title, detail, face}); resolves with its value or null. */
export function choose({ title, hint, options }) {
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "choose-title", "data-testid": "choose" });
  const list = options.map(({ value, title: name, detail, face }) =>
    h(
      "button",
      { type: "button", class: "choice", "data-value": value, onclick: () => finish(dialog, value) },
      face,
      h("span", { class: "choice-words" }, h("b", {}, name), detail && h("span", {}, detail)),
    ),
  );
  dialog.append(
    h("h2", { id: "choose-title" }, title),
    hint ? h("p", { class: "hint" }, hint) : "",
    h("div", { class: "choices" }, ...list),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("cancel"))),
  );
  return show(dialog);
}

/** Show a photo as large as the window allows. */
export function enlarge(src, alt) {
  const dialog = h("dialog", { class: "lightbox", "aria-label": t("photoBig"), "data-testid": "lightbox" });
  const close = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"));
  const img = h("img", { src, alt });
  img.addEventListener("click", () => dialog.close());
  dialog.append(close, img);
  return show(dialog);
}

/** Ask for a caption before a file goes out; resolves with the caption, or null when it is not sent. */
export async function confirmFile(kind, file) {
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "file-title", "data-testid": "confirm-file" });
  const caption = h("textarea", { rows: "2", maxlength: "1024", "aria-label": t("captionLabel"), placeholder: t("caption"), "data-testid": "caption" });
  const sendIt = () => finish(dialog, caption.value.trim());
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendIt();
  });
  const { preview, release } = previewOf(kind, file);
  dialog.append(
    h("h2", { id: "file-title" }, t(kind === "photo" ? "sendPhoto" : "sendFile")),
    preview,
    caption,
    h(
      "div",
      { class: "dialog-actions" },
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("cancel")),
      h("button", { type: "button", class: "primary", "data-testid": "confirm-send", onclick: sendIt }, t("send")),
    ),
  );
  const answer = await show(dialog);
  release();
  return answer;
}

function previewOf(kind, file) {
  if (kind === "photo") {
    const src = URL.createObjectURL(file);
    return { preview: h("img", { class: "preview", src, alt: file.name }), release: () => URL.revokeObjectURL(src) };
  }
  const words = h("span", { class: "file-words" }, h("b", {}, file.name), h("span", {}, fileSize(file.size)));
  return { preview: h("div", { class: "file preview-file" }, h("span", { class: "file-icon" }, icon("file")), words), release: () => {} };
}
