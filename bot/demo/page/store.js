// What the page knows: the bot, the personas with their chats, and who is looking at what.
import { setPresent } from "./format.js";

export const store = {
  bot: { id: 0, username: "", name: "Wegwijs", description: "" },
  personas: [],
  /** What time it is, where the clock can be put forward. */
  clock: null,
  /** Where we are: persona id and chat id, either may be null. */
  at: { persona: null, chat: null },
  commands: [],
  hues: new Map(),
};

export const personaOf = (id) => store.personas.find((persona) => persona.id === id);

export const chatOf = (personaId, chat) => personaOf(personaId)?.chats.find((each) => each.chat === String(chat));

export const here = () => personaOf(store.at.persona);

export const chatHere = () => chatOf(store.at.persona, store.at.chat);

export const privateChat = (persona) => persona.chats.find((chat) => chat.kind === "private");

export const unreadOf = (persona) => persona.chats.reduce((sum, chat) => sum + chat.unread, 0);

export const isHere = (event) => event.persona === store.at.persona && String(event.chat) === store.at.chat;

/** In a group a command names its bot, as there may be others. */
export const addressed = (command) =>
  chatHere()?.kind === "group" && !command.includes("@") ? `${command}@${store.bot.username}` : command;

/** Take over a fresh state of the server. The chat on the screen counts as read when `reading`. */
export function takeState(state, reading) {
  store.bot = state.bot;
  store.personas = state.personas;
  store.clock = state.clock;
  if (state.clock) setPresent(state.clock);
  store.hues = new Map();
  state.personas.forEach((persona, index) => {
    store.hues.set(persona.id, index);
    const own = privateChat(persona);
    if (own) store.hues.set(own.chat, index);
  });
  if (reading && chatHere()) chatHere().unread = 0;
}

/** The members of a group that can be played, the bot not counted. */
export const membersOf = (chat) =>
  store.personas.filter((persona) => persona.chats.some((each) => each.chat === chat.chat));

/** Note a new message in the list: the last line, and one more unread unless it is being read or one's own. */
export function noteMessage(event, reading) {
  const chat = chatOf(event.persona, event.chat);
  if (!chat) return false;
  chat.last = { text: event.message.text || "", date: event.message.date };
  if (!reading && !event.message.mine) chat.unread += 1;
  return true;
}
