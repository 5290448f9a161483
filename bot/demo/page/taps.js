// What happens when something inside a message is pressed: buttons, links, commands, photos, quotes, spoilers.
import * as api from "./api.js";
import { alertBox, choose, enlarge, toast, toastError } from "./dialogs.js";
import { t } from "./i18n.js";
import { avatar } from "./message.js";
import { reveal } from "./sanitize.js";
import { addressed, here, privateChat, store } from "./store.js";

/** Listen to everything in the thread; `go` opens a chat, `fill` puts a text in the composer, `say` sends one. */
export function listenToTaps(thread, { go, fill, say }) {
  const acts = { thread, go, fill, say };
  thread.root.addEventListener("click", (event) => pressed(event, acts));
  thread.root.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key) || !event.target.matches(".spoiler:not(.shown)")) return;
    event.preventDefault();
    reveal(event.target);
  });
}

const PRESSABLE = ".key, .quote-more, .spoiler:not(.shown), .photo, .answered, .command-link, a";

function pressed(event, acts) {
  const el = event.target.closest(PRESSABLE);
  if (!el) return;
  const message = acts.thread.get(Number(el.closest("[data-id]")?.dataset.id));
  if (el.matches(".quote-more")) acts.thread.toggle(el);
  else if (el.matches(".spoiler")) reveal(el);
  else if (el.matches(".photo")) enlarge(message.photo.url, message.text || t("photoBig"));
  else if (el.matches(".answered")) acts.thread.goTo(Number(el.dataset.goto));
  else if (el.matches(".command-link")) acts.say(addressed(el.dataset.command));
  else if (el.matches("a")) followLink(event, el.href, acts);
  else press(el, message, acts);
}

async function press(el, message, acts) {
  acts.thread.pressed();
  const [row, place] = el.dataset.place.split(":").map(Number);
  const key = message.buttons[row][place];
  if ("data" in key) return tapCallback(el, message, key);
  if ("switch_inline_query_current_chat" in key) return acts.fill(inlineText(key.switch_inline_query_current_chat));
  if ("switch_inline_query" in key) return switchInline(key.switch_inline_query, acts);
  if ("copy_text" in key) return copy(key.copy_text);
  return toast(t("notHere"));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    alertBox(text);
  }
}

const inlineText = (query) => `@${store.bot.username} ${query ?? ""}`;

async function tapCallback(el, message, key) {
  if (el.getAttribute("aria-busy") === "true") return;
  el.setAttribute("aria-busy", "true");
  try {
    const answer = await api.tap(store.at, message.message_id, key.data);
    await showAnswer(answer);
  } catch (error) {
    toastError(error);
  } finally {
    el.removeAttribute("aria-busy");
  }
}

function showAnswer(answer) {
  if (answer.url) open(answer.url, "_blank", "noopener");
  if (answer.text) return answer.alert ? void alertBox(answer.text) : toast(answer.text);
  if (!answer.answered) toast(t("noAnswer"));
  return undefined;
}

async function switchInline(query, { go, fill }) {
  const persona = here();
  const options = persona.chats.map((chat) => ({ value: chat.chat, title: chat.title, face: avatar({ kind: chat.kind === "group" ? "group" : "bot" }) }));
  const chat = options.length > 1 ? await choose({ title: t("chooseChat"), options }) : options[0].value;
  if (!chat) return;
  await go(persona.id, chat);
  fill(inlineText(query));
}

/** A link to the bot itself with a start code is an invitation: here it opens as one of the personas. */
async function followLink(event, href, { go, say }) {
  const code = startCode(href);
  if (code === null) return;
  event.preventDefault();
  const personas = [here(), ...store.personas.filter((persona) => persona !== here())].filter(privateChat);
  const options = personas.map((persona) => ({ value: persona.id, title: persona.name, detail: persona.role, face: avatar(persona) }));
  const id = await choose({ title: t("openAs"), hint: t("openAsHint"), options });
  if (!id) return;
  const persona = personas.find((each) => each.id === id);
  await go(id, privateChat(persona).chat);
  say(code ? `/start ${code}` : "/start");
}

function startCode(href) {
  const url = new URL(href);
  const own = store.bot.username.toLowerCase();
  if (url.protocol === "tg:") return url.searchParams.get("domain")?.toLowerCase() === own ? url.searchParams.get("start") ?? "" : null;
  if (!["t.me", "telegram.me"].includes(url.hostname) || url.pathname.slice(1).toLowerCase() !== own) return null;
  return url.searchParams.has("startgroup") ? null : url.searchParams.get("start") ?? "";
}
