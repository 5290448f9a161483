// Keeps the open conversation and the server in step: fetches, and the events that come in meanwhile.
import * as api from "./api.js";
import { hashOf } from "./route.js";
import { chatHere, store } from "./store.js";

const PAGE = 120;
const SYNC_PAGE = 60;
const MOST_UNREAD = 500;
const ECHO_WAIT = 1500;

export class Conversation {
  #fetches = 0;
  #waiting = null;
  #opened = "";

  /** `took(chat)` hears of each answer of the server; `failed(error)` of a chat that could not be opened. */
  constructor({ took, failed }) {
    Object.assign(this, { took, failed });
  }

  /** Whether the chat where we are is on the screen. */
  get shown() {
    return this.#opened !== "" && this.#opened === hashOf(store.at);
  }

  leave() {
    this.#opened = "";
    this.#fetches += 1;
    this.#waiting = null;
  }

  /** Show the chat where we are, from its unread messages on. */
  async open(thread) {
    this.#opened = hashOf(store.at);
    const unread = Math.min(chatHere()?.unread ?? 0, MOST_UNREAD);
    const place = { group: chatHere()?.kind === "group", unread };
    try {
      await this.#fetch(PAGE + unread, (chat) => thread.open(chat.messages, { ...place, complete: chat.complete }));
    } catch (error) {
      this.leave();
      this.failed(error);
    }
  }

  /** Bring the chat on the screen up to date, which also marks it as read. */
  async sync(thread) {
    if (this.#waiting) return;
    try {
      await this.#fetch(SYNC_PAGE, (chat) => thread.sync(chat.messages, chat.complete));
    } catch {
      // The stream of events notices a server that is away, and asks again when it is back.
    }
  }

  /** Do `work` on the thread, after the answer that is on its way: it may be older than the event. */
  then(work) {
    if (this.#waiting) this.#waiting.push(work);
    else work();
  }

  /** One's own message comes back as an event; when it does not, fetch the chat. */
  expect(at, id, thread) {
    setTimeout(() => hashOf(at) === this.#opened && this.shown && !thread.has(id) && this.sync(thread), ECHO_WAIT);
  }

  older(id) {
    return api.getChat(store.at, { limit: PAGE, before: id }).catch(() => ({ messages: [], complete: false }));
  }

  async #fetch(limit, show) {
    this.#fetches += 1;
    const fetch = this.#fetches;
    this.#waiting = [];
    try {
      const chat = await api.getChat(store.at, { limit });
      if (fetch !== this.#fetches) return;
      this.took(chat);
      show(chat);
    } catch (error) {
      if (fetch === this.#fetches) throw error;
    } finally {
      if (fetch === this.#fetches) this.#replay();
    }
  }

  #replay() {
    const works = this.#waiting;
    this.#waiting = null;
    for (const work of works) work();
  }
}
