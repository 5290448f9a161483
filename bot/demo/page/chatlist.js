// The left column: the personas, and under the chosen one the chats.
import { byId, h, reconcile, setText } from "./dom.js";
import { shortMoment } from "./format.js";
import { t } from "./i18n.js";
import { avatar } from "./message.js";
import { store, unreadOf } from "./store.js";

/** A round count of unread messages; `count` is set by showBadge. */
export const badge = (testid = "unread") => h("span", { class: "badge", "data-testid": testid, hidden: true });

/** Fill a badge; the count is spoken through the label of the button it stands in. */
export function showBadge(el, count) {
  el.hidden = count === 0;
  setText(el, count > 999 ? "999+" : String(count));
}

const label = (words, count) => words.filter(Boolean).join(", ") + (count ? `, ${t("unreadCount", { n: count })}` : "");

/** Draw the list anew, keeping every element that is still right, so focus and presses survive. */
export function drawList(acts) {
  reconcile(byId("personas"), store.personas, {
    key: (persona) => persona.id,
    create: (persona) => createPersona(persona, acts),
    update: (el, persona) => updatePersona(el, persona, acts),
  });
}

function createPersona(persona, { choosePersona }) {
  const button = h(
    "button",
    { type: "button", class: "persona", "data-testid": `persona-${persona.id}`, onclick: (event) => choosePersona(persona.id, event) },
    avatar(persona),
    h("span", { class: "row-words" }, h("b", { class: "row-name" }), h("span", { class: "row-detail" })),
    badge(),
  );
  return h("li", {}, button, h("div", { class: "chats" }, h("p", { class: "note" }), h("ul", {})));
}

function updatePersona(el, persona, acts) {
  const button = el.querySelector(".persona");
  const chosen = persona.id === store.at.persona;
  const unread = unreadOf(persona);
  setText(button.querySelector(".row-name"), persona.name);
  setText(button.querySelector(".row-detail"), persona.role);
  showBadge(button.querySelector(".badge"), unread);
  button.setAttribute("aria-label", label([persona.name, persona.role], unread));
  button.setAttribute("aria-expanded", String(chosen));
  el.classList.toggle("chosen", chosen);
  const chats = el.querySelector(".chats");
  chats.hidden = !chosen;
  setText(chats.querySelector(".note"), persona.note ?? "");
  chats.querySelector(".note").hidden = !persona.note;
  reconcile(chats.querySelector("ul"), chosen ? persona.chats : [], {
    key: (chat) => chat.chat,
    create: (chat) => createChat(persona, chat, acts),
    update: updateChat,
  });
}

function createChat(persona, chat, { chooseChat }) {
  const button = h(
    "button",
    { type: "button", class: "chat", "data-testid": `chat-${chat.chat}`, onclick: () => chooseChat(persona.id, chat.chat) },
    avatar({ kind: chat.kind === "group" ? "group" : "bot" }),
    h(
      "span",
      { class: "row-words" },
      h("span", { class: "row-top" }, h("b", { class: "row-name" }), h("time", {})),
      h("span", { class: "row-detail" }),
    ),
    badge(),
  );
  return h("li", {}, button);
}

function updateChat(el, chat) {
  const button = el.firstElementChild;
  const open = chat.chat === store.at.chat;
  const last = chat.last ? chat.last.text || "…" : t("draftNone");
  const detail = chat.blocked ? t("blocked") : last;
  setText(button.querySelector(".row-name"), chat.title);
  setText(button.querySelector(".row-detail"), detail.slice(0, 140));
  setText(button.querySelector("time"), chat.last ? shortMoment(chat.last.date) : "");
  showBadge(button.querySelector(".badge"), chat.unread);
  button.setAttribute("aria-label", label([chat.title, t(chat.kind === "group" ? "groupWord" : "bot")], chat.unread));
  button.classList.toggle("open", open);
  if (open) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}
