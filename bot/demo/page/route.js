// The hash (#persona/chat) says where we are, so that a reload comes back to it.
import { narrow } from "./dom.js";
import { chatOf, personaOf, privateChat, store } from "./store.js";

export function readHash() {
  const [persona, chat] = location.hash.slice(1).split("/").map(decode);
  return { persona: persona || null, chat: chat || null };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

export function hashOf({ persona, chat }) {
  if (!persona) return "";
  return `#${encodeURIComponent(persona)}${chat ? `/${encodeURIComponent(chat)}` : ""}`;
}

/** A place that exists: unknown names fall back to the first persona; with room for both, a chat is always open. */
export function resolve({ persona: wanted, chat: wantedChat }) {
  const persona = personaOf(wanted) ?? store.personas[0];
  if (!persona) return { persona: null, chat: null };
  if (wantedChat && chatOf(persona.id, wantedChat)) return { persona: persona.id, chat: wantedChat };
  const first = privateChat(persona) ?? persona.chats[0];
  return { persona: persona.id, chat: narrow.matches || !first ? null : first.chat };
}
