// What a conversation without messages shows: who you are, what the bot can do, Start, and examples.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { avatar } from "./message.js";
import { chatHere, here, store } from "./store.js";

/** The element for an empty conversation; `say` sends a text, `fill` puts one in the composer. */
export function emptyChat({ say, fill }) {
  const persona = here();
  const chat = chatHere();
  if (!persona || !chat) return null;
  // In a group the bot only hears what names it; in front, the name would open its inline results.
  const ending = chat.kind === "group" ? ` @${store.bot.username}` : "";
  return h(
    "div",
    { class: "empty", "data-testid": "empty" },
    chat.kind === "group" ? groupCard() : botCard(say),
    h("p", { class: "you-are" }, h("b", {}, t("youAre", { name: persona.name, role: persona.role })), persona.note ? ` ${persona.note}` : ""),
    h("p", { class: "chips-title" }, t("examples")),
    h("div", { class: "chips" }, ...t("examplesList").map((text) => h("button", { type: "button", class: "chip", "data-testid": "chip", onclick: () => fill(text + ending) }, text))),
  );
}

function botCard(say) {
  return h(
    "div",
    { class: "empty-card" },
    avatar({ kind: "bot" }),
    h("h3", {}, store.bot.name),
    here().description ? h("p", { class: "empty-what" }, h("b", {}, t("whatIsThis")), here().description) : null,
    h("button", { type: "button", class: "primary start", "data-testid": "start", onclick: (event) => start(event.currentTarget, say) }, t("start")),
  );
}

const groupCard = () => h("div", { class: "empty-card" }, avatar({ kind: "group" }), h("p", {}, t("emptyGroup")));

async function start(button, say) {
  button.disabled = true;
  await say("/start");
  button.disabled = false;
}
