// The top of the conversation: with whom, what is going on, the menu, and the quick switch of persona.
import { badge, showBadge } from "./chatlist.js";
import { byId, h, reconcile, setText } from "./dom.js";
import { t } from "./i18n.js";
import { avatar } from "./message.js";
import { chatHere, membersOf, store, unreadOf } from "./store.js";

let typist = "";
let inView = null;

/** Say who is typing, or nobody with an empty name. */
export function showTyping(name) {
  typist = name;
  drawStatus();
}

/** Draw the header for the chat that is open. */
export function drawHead() {
  const chat = chatHere();
  document.body.classList.toggle("no-chat", !chat);
  setText(byId("talk-title"), chat?.title ?? t("pickChat"));
  const kind = chat?.kind === "group" ? "group" : "bot";
  const face = byId("talk-avatar");
  if (face.dataset.kind !== kind) face.replaceChildren(avatar({ kind }));
  face.dataset.kind = kind;
  const shut = Boolean(chat?.blocked) && chat.kind === "private";
  byId("composer-row").hidden = !chat || shut;
  byId("unblock").hidden = !shut;
  drawStatus();
}

function drawStatus() {
  const chat = chatHere();
  const status = byId("talk-status");
  status.classList.toggle("is-typing", Boolean(typist));
  setText(status, chat ? statusOf(chat) : "");
}

function statusOf(chat) {
  if (typist) return chat.kind === "group" ? `${typist} ${t("typing")}` : t("typing");
  if (chat.kind === "group") return t("groupOf", { n: membersOf(chat).length + 1 });
  return chat.blocked ? t("blocked").toLowerCase() : t("bot");
}

/** Draw the compact switch of persona, kept up to date in place. */
export function drawStrip({ switchTo }) {
  reconcile(byId("strip"), store.personas, {
    key: (persona) => persona.id,
    create: (persona) =>
      h(
        "button",
        { type: "button", class: "switch", "data-testid": `switch-${persona.id}`, title: `${persona.name}, ${persona.role}`, onclick: () => switchTo(persona.id) },
        avatar(persona),
        h("span", { class: "switch-name" }),
        badge("switch-unread"),
      ),
    update: updateSwitch,
  });
  if (inView === store.at.persona) return;
  inView = store.at.persona;
  byId("strip").querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function updateSwitch(el, persona) {
  const unread = persona.id === store.at.persona ? 0 : unreadOf(persona);
  setText(el.querySelector(".switch-name"), persona.name);
  showBadge(el.querySelector(".badge"), unread);
  el.setAttribute("aria-pressed", String(persona.id === store.at.persona));
  el.setAttribute("aria-label", [persona.name, persona.role, unread && t("unreadCount", { n: unread })].filter(Boolean).join(", "));
}
