// Photos and files: chosen from the menu, dropped on the conversation, or pasted.
import * as api from "./api.js";
import { confirmFile, toast, toastError } from "./dialogs.js";
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { attachMenu } from "./menu.js";
import { chatHere, store } from "./store.js";

const LARGEST_PHOTO = 10_000_000;
const PHOTO_KINDS = "image/png,image/jpeg";

/** Let files be sent from the chat that is shown; `sent` hears of each message id. */
export function setUpAttach({ sent }) {
  const pick = (kind) => {
    const input = h("input", { type: "file", accept: kind === "photo" ? PHOTO_KINDS : null });
    input.addEventListener("change", () => input.files[0] && offer(kind, input.files[0], sent));
    input.click();
  };
  attachMenu(byId("attach"), () => [
    { label: t("photo"), icon: "photo", testid: "attach-photo", run: () => pick("photo") },
    { label: t("document"), icon: "file", testid: "attach-document", run: () => pick("document") },
  ]);
  byId("composer").addEventListener("paste", (event) => {
    const file = event.clipboardData.files[0];
    if (!file) return;
    event.preventDefault();
    offer(kindOf(file), file, sent);
  });
  setUpDrop(sent);
}

function setUpDrop(sent) {
  const talk = byId("talk");
  const holdsFile = (event) => event.dataTransfer.types.includes("Files") && chatHere() && !chatHere().blocked;
  const over = (event, on) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    talk.classList.toggle("dropping", on);
  };
  talk.addEventListener("dragover", (event) => over(event, true));
  talk.addEventListener("dragleave", (event) => !talk.contains(event.relatedTarget) && over(event, false));
  talk.addEventListener("drop", (event) => {
    over(event, false);
    const file = event.dataTransfer.files[0];
    if (file && holdsFile(event)) offer(kindOf(file), file, sent);
  });
}

const kindOf = (file) => (PHOTO_KINDS.split(",").includes(file.type) ? "photo" : "document");

async function offer(kind, file, sent) {
  if (kind === "photo" && file.size > LARGEST_PHOTO) return toast(t("photoTooBig"));
  const at = { ...store.at };
  const caption = await confirmFile(kind, file);
  if (caption === null) return undefined;
  try {
    const { message_id: id } = await api.sendFile(at, { kind, file, caption });
    if (id) sent(at, id);
  } catch (error) {
    toastError(error);
  }
  return byId("composer").focus();
}
