// Brings the parts together: where we are (the hash), what the server tells (events), what is drawn.
import * as api from "./api.js";
import { setUpAttach } from "./attach.js";
import { badge, drawList } from "./chatlist.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { toast, toastError } from "./dialogs.js";
import { byId, hasPointer, icon, narrow } from "./dom.js";
import { emptyChat } from "./empty.js";
import { dayAndTime, setPresent } from "./format.js";
import { drawHead, drawStrip, showTyping } from "./head.js";
import { speak, t } from "./i18n.js";
import { drawKeyboard } from "./keyboard.js";
import { attachMenu } from "./menu.js";
import { listenToReplies } from "./reply.js";
import { hashOf, readHash, resolve } from "./route.js";
import { chatHere, here, isHere, noteMessage, personaOf, privateChat, store, takeState, unreadOf } from "./store.js";
import { listenToTaps } from "./taps.js";
import { setUpTheme, showTheme, themeIcon, themeWord, toggleTheme } from "./theme.js";
import { Thread } from "./thread.js";

const TYPING_LASTS = 5500;
const STATE_PAUSE = 250;
const READ_PAUSE = 600;

const reading = () => !document.hidden;
const say = (text) => composer.say(text);
const fill = (text) => composer.fill(text);

byId("to-bottom").append(icon("down"), badge("unread-below"));
const thread = new Thread({
  root: byId("thread"),
  stage: byId("stage"),
  jump: byId("to-bottom"),
  empty: () => emptyChat({ say, fill }),
  older: (id) => conversation.older(id),
});
const conversation = new Conversation({ took: takeChat, failed: (error) => toast(error.status ? error.message : t("loadFailed")) });
const sent = (at, id) => conversation.expect(at, id, thread);
const composer = new Composer({ thread, sent, refresh: () => conversation.sync(thread) });
const acts = { choosePersona, chooseChat, switchTo };

let typingTimer = 0;

// ---- drawing -------------------------------------------------------------------------------------------------------

let drawing = false;

/** Draw list and header once in the next moment, however many events ask for it. */
function draw() {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    drawList(acts);
    drawStrip(acts);
    drawHead();
    const unread = store.personas.reduce((sum, persona) => sum + unreadOf(persona), 0);
    document.title = `${unread ? `(${unread}) ` : ""}${here() ? `${here().name} · ` : ""}Wegwijs`;
  });
}

// ---- where we are --------------------------------------------------------------------------------------------------

async function openRoute() {
  if (!store.personas.length) return;
  const at = resolve(readHash());
  if (hashOf(at) !== location.hash) history.replaceState(null, "", hashOf(at));
  const language = here()?.language;
  store.at = at;
  if (here() && here().language !== language) useLanguage();
  document.body.dataset.view = at.chat ? "chat" : "list";
  draw();
  if (!at.chat) conversation.leave();
  else if (!conversation.shown) await openChat();
}

function useLanguage() {
  speak(here().language);
  showTheme();
  const commands = byId("commands");
  commands.replaceChildren(icon("menu"), t("commandsShort"));
  commands.setAttribute("aria-label", t("commands"));
}

async function openChat() {
  composer.enter(store.at);
  stopTyping();
  await conversation.open(thread);
}

function takeChat(chat) {
  store.commands = chat.commands ?? [];
  drawKeyboard(chat.keyboard, { say });
  if (chatHere()) chatHere().unread = 0;
  draw();
}

async function go(persona, chat) {
  const target = hashOf({ persona, chat });
  if (location.hash !== target) history.pushState(null, "", target);
  await openRoute();
}

function choosePersona(id, event) {
  const persona = personaOf(id);
  const chat = narrow.matches ? null : privateChat(persona)?.chat ?? persona.chats[0]?.chat;
  go(id, chat);
  // A click goes on to writing; someone walking the list with the keyboard stays in it.
  if (event.detail > 0 && !narrow.matches && hasPointer()) composer.focus();
}

async function chooseChat(persona, chat) {
  await go(persona, chat);
  if (hasPointer() && !chatHere()?.blocked) composer.focus();
  else byId("talk-title").focus({ preventScroll: true });
}

/** The same chat seen by someone else, or that person's own chat with the bot. */
function switchTo(id) {
  const persona = personaOf(id);
  const same = persona.chats.find((chat) => chat.chat === store.at.chat) ?? privateChat(persona);
  go(id, same?.chat);
}

function backToList() {
  go(store.at.persona, null);
  document.querySelector(".chosen .chat")?.focus();
}

// ---- what the server tells -----------------------------------------------------------------------------------------

const HEARD = {
  message(event) {
    const isRead = isHere(event) && reading();
    if (!noteMessage(event, isRead)) refreshSoon();
    if (isHere(event)) {
      if (!event.message.mine) stopTyping();
      conversation.then(() => thread.add(event.message));
      if (isRead && !event.message.mine) readSoon();
    }
    draw();
  },
  edited(event) {
    if (isHere(event)) conversation.then(() => thread.change(event.message));
    refreshSoon();
  },
  deleted(event) {
    if (isHere(event)) conversation.then(() => thread.remove(event.message?.message_id ?? event.message_id));
    refreshSoon();
  },
  typing(event) {
    if (!isHere(event)) return;
    showTyping(store.bot.name);
    thread.typing(true);
    clearTimeout(typingTimer);
    typingTimer = setTimeout(stopTyping, TYPING_LASTS);
  },
  state: () => refreshSoon(),
};

function stopTyping() {
  clearTimeout(typingTimer);
  showTyping("");
  thread.typing(false);
}

/** Run `work` soon, and not more often than once per `pause` (milliseconds). */
function throttled(work, pause) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      work();
    }, pause);
  };
}

const refreshSoon = throttled(refreshState, STATE_PAUSE);
const readSoon = throttled(() => reading() && conversation.shown && conversation.sync(thread), READ_PAUSE);

async function refreshState() {
  try {
    takeState(await api.getState(), reading() && conversation.shown);
    draw();
  } catch {
    // As above: the stream of events asks again.
  }
}

// ---- connection ----------------------------------------------------------------------------------------------------

let lostTimer = 0;

async function connected() {
  const wasLost = !byId("net").hidden;
  clearTimeout(lostTimer);
  byId("net").hidden = true;
  if (wasLost) toast(t("reconnected"));
  await refreshState();
  if (conversation.shown) await conversation.sync(thread);
  else await openRoute();
}

function lost() {
  clearTimeout(lostTimer);
  lostTimer = setTimeout(() => {
    byId("net").textContent = t("reconnecting");
    byId("net").hidden = false;
  }, 600);
}

// ---- setting up ----------------------------------------------------------------------------------------------------

async function setBlocked(blocked) {
  try {
    await api.setBlocked(store.at.persona, blocked);
    const own = privateChat(here());
    if (own) own.blocked = blocked;
    toast(t(blocked ? "botBlocked" : "botUnblocked"));
    draw();
    refreshSoon();
  } catch (error) {
    toastError(error);
  }
}

async function putForward(hours) {
  try {
    const { now } = await api.putForward(store.at.persona, hours);
    setPresent(now);
    toast(t("clockAt", { moment: dayAndTime(now) }));
    refreshSoon();
  } catch (error) {
    toastError(error);
  }
}

function chatMenu() {
  const items = [{ label: themeWord(), icon: themeIcon(), testid: "menu-theme", run: toggleTheme }];
  if (store.clock) {
    items.unshift({ label: t("dayLater"), icon: "clock", testid: "menu-day-later", run: () => putForward(24) });
    items.unshift({ label: t("hourLater"), icon: "clock", testid: "menu-hour-later", run: () => putForward(1) });
  }
  if (!chatHere() || chatHere().blocked) return items;
  items.unshift({ label: t("replyLast"), icon: "reply", testid: "menu-reply", run: () => composer.replyTo(thread.lastOfOthers()) });
  items.unshift({ label: t("editLast"), icon: "edit", testid: "menu-edit", run: () => composer.editLast() });
  if (chatHere().kind === "private") items.push({ label: t("blockBot"), icon: "block", testid: "menu-block", run: () => setBlocked(true) });
  return items;
}

function setUp() {
  for (const [id, name] of [["mark", "signpost"], ["back", "back"], ["talk-menu", "more"], ["attach", "attach"]]) byId(id).replaceChildren(icon(name));
  byId("back").addEventListener("click", backToList);
  byId("skip").addEventListener("click", () => composer.focus());
  byId("unblock").addEventListener("click", () => setBlocked(false));
  attachMenu(byId("talk-menu"), chatMenu);
  setUpAttach({ sent });
  setUpTheme();
  const stage = new ResizeObserver(() => document.documentElement.style.setProperty("--stage-top", `${byId("stage").getBoundingClientRect().top}px`));
  stage.observe(byId("stage"));
  listenToTaps(thread, { go, fill, say });
  listenToReplies(thread, (message) => chatHere() && !byId("composer-row").hidden && composer.replyTo(message));
  addEventListener("hashchange", openRoute);
  addEventListener("popstate", openRoute);
  narrow.addEventListener("change", openRoute);
  document.addEventListener("visibilitychange", () => reading() && readSoon());
}

speak(navigator.language);
setUp();
showTheme();
refreshState().then(openRoute);
api.follow({ onEvent: (event) => HEARD[event.type]?.({ ...event, chat: String(event.chat) }), onOpen: connected, onLost: lost });
