// The only module that talks to the server: plain requests and the stream of events.

/** A refusal of the server, or the server being away (status 0); the message is meant for people. */
class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError("", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(body.error || `${response.status} ${response.statusText}`, response.status);
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const getState = () => call("/api/state");

/** The last `limit` messages of a chat, or those before the message `before`; `complete` when there are no older. */
export async function getChat(at, { limit, before = null }) {
  const query = new URLSearchParams({ ...at, limit });
  if (before !== null) query.set("before", before);
  const chat = await call(`/api/chat?${query}`);
  return { ...chat, complete: chat.messages.length < limit };
}

export const sendText = (at, text, replyTo) =>
  post("/api/send", replyTo ? { ...at, text, reply_to: replyTo } : { ...at, text });

export const editText = (at, messageId, text) => post("/api/edit", { ...at, message_id: messageId, text });

export const tap = (at, messageId, data) => post("/api/tap", { ...at, message_id: messageId, data });

export const inlineResults = (persona, query) => post("/api/inline", { persona, query, offset: "" });

export const chooseInline = (at, query, resultId) =>
  post("/api/inline/choose", { ...at, query, result_id: resultId });

/** Put the clock of the demo forward by so many hours. */
export const putForward = (persona, hours) => post("/api/clock", { persona, hours });

export const setBlocked = (persona, blocked) => post(blocked ? "/api/block" : "/api/unblock", { persona });

/** Send a file as a photo or a document ("photo" or "document"), with a caption that may be empty. */
export function sendFile(at, { kind, file, caption }) {
  const form = new FormData();
  form.set("persona", at.persona);
  form.set("chat", at.chat);
  form.set("caption", caption);
  form.set("file", file, file.name);
  return call(`/api/${kind}`, { method: "POST", body: form });
}

const KINDS = ["message", "edited", "deleted", "typing", "state"];
const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;

/**
 * Follow the events for as long as the page lives, connecting again after every break.
 * The browser's own retry gives up on some refusals, so each attempt is a new stream.
 */
export function follow({ onEvent, onOpen, onLost }) {
  let wait = FIRST_WAIT;
  let source;
  const receive = (event) => {
    if (event.data) onEvent(JSON.parse(event.data));
  };
  const open = () => {
    source = new EventSource("/api/events");
    source.onopen = () => {
      wait = FIRST_WAIT;
      onOpen();
    };
    source.onerror = () => {
      source.close();
      onLost();
      setTimeout(open, wait);
      wait = Math.min(wait * 1.6, LONGEST_WAIT);
    };
    for (const kind of KINDS) source.addEventListener(kind, receive);
  };
  open();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}
