// Where a message is written: growth, sending, editing, drafts, and the lists that open while typing.
import * as api from "./api.js";
import { toast, toastError } from "./dialogs.js";
import { byId, h, hasPointer, icon } from "./dom.js";
import { t } from "./i18n.js";
import { addressed, store } from "./store.js";
import { Suggest } from "./suggest.js";

const LONGEST_TEXT = 4096;
const INLINE_PAUSE = 250;
const COMMANDS_FRESH = 3000;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export class Composer {
  #drafts = new Map();
  #editing = null;
  #replying = null;
  #sending = Promise.resolve();
  #search = 0;
  #commandsAt = 0;

  /** `thread` knows the last messages, `sent` hears of each message id, `refresh` renews the commands. */
  constructor({ thread, sent, refresh }) {
    Object.assign(this, { thread, sent, refresh });
    this.input = byId("composer");
    this.sendButton = byId("send");
    this.bar = byId("editing");
    this.suggest = new Suggest({ root: byId("suggest"), input: this.input, onPick: (option) => this.#picked(option) });
    this.input.addEventListener("input", () => this.#changed());
    byId("foot").addEventListener("keydown", (event) => this.#key(event));
    this.sendButton.addEventListener("click", () => this.#submit());
    byId("commands").addEventListener("click", (event) => this.#toggleCommands(event));
    this.#changed();
  }

  /** The reader goes to another chat: keep what was being written there, bring back what was written here. */
  enter(at) {
    if (this.key && !this.#editing) this.#drafts.set(this.key, this.input.value);
    this.#endBar();
    this.key = `${at.persona}/${at.chat}`;
    this.input.value = this.#drafts.get(this.key) ?? "";
    this.suggest.hide();
    this.#commandsAt = 0;
    this.#changed({ quiet: true });
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Put a text in the field, ready to go on writing. */
  fill(text) {
    this.#endBar();
    this.input.value = text;
    this.focus();
    this.input.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  /** Send a text as the persona who is here, after everything that is still on its way. */
  say(text, replyTo = null) {
    const at = { ...store.at };
    for (const piece of pieces(text)) {
      this.#sending = this.#sending
        .then(() => api.sendText(at, piece, replyTo))
        .then(({ message_id: id }) => this.sent(at, id))
        .catch((error) => this.#notSent(at, piece, error));
    }
    return this.#sending;
  }

  /** Take the last own message back into the field to change it. */
  editLast() {
    const message = this.thread.lastOwnText();
    if (!message) return toast(t("nothingToEdit"));
    this.#endBar();
    this.#editing = { id: message.message_id, at: { ...store.at }, draft: this.input.value };
    this.#showBar("edit", t("editing"), message.text);
    this.input.value = message.text;
    this.focus();
    this.input.setSelectionRange(message.text.length, message.text.length);
    this.suggest.hide();
    return this.#changed({ quiet: true });
  }

  /** The next text will be an answer to this message. */
  replyTo(message) {
    if (!message) return toast(t("nothingToReply"));
    if (this.#editing) this.#cancelBar();
    this.#replying = message.message_id;
    this.#showBar("reply", t("replyingTo", { name: message.mine ? t("you") : message.from.name }), message.text || t("photo"));
    return this.focus();
  }

  #showBar(kind, title, text) {
    const cancel = h("button", { type: "button", class: "icon-button", "aria-label": t("cancel"), onclick: () => this.#cancelBar() }, icon("close"));
    this.bar.replaceChildren(icon(kind), h("div", { class: "editing-words" }, h("b", {}, title), h("span", {}, text)), cancel);
    this.bar.hidden = false;
  }

  #notSent(at, piece, error) {
    toastError(error);
    const key = `${at.persona}/${at.chat}`;
    if (key === this.key && !this.input.value) this.fill(piece);
    else if (key !== this.key) this.#drafts.set(key, piece);
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    if (this.#editing) {
      this.#saveEdit(text);
    } else {
      this.input.value = "";
      this.say(text, this.#replying);
      this.#endBar();
    }
    this.suggest.hide();
    this.#changed({ quiet: true });
    if (hasPointer() || document.activeElement === this.sendButton) this.focus();
  }

  async #saveEdit(text) {
    const { id, at } = this.#editing;
    this.#cancelBar();
    try {
      await api.editText(at, id, text);
    } catch (error) {
      toastError(error);
    }
  }

  #cancelBar() {
    if (this.#editing) this.input.value = this.#editing.draft;
    this.#endBar();
    this.#changed({ quiet: true });
    this.focus();
  }

  #endBar() {
    this.#editing = null;
    this.#replying = null;
    this.bar.hidden = true;
  }

  #changed({ quiet = false } = {}) {
    if (!GROWS_BY_ITSELF) this.#grow();
    // What is still being looked up belongs to a text that is no longer there.
    this.#search += 1;
    const ready = this.input.value.trim() !== "";
    this.sendButton.disabled = !ready;
    const editing = Boolean(this.#editing);
    if (this.sendButton.dataset.shows !== String(editing)) {
      this.sendButton.dataset.shows = String(editing);
      this.sendButton.replaceChildren(icon(editing ? "check" : "send"));
    }
    this.sendButton.setAttribute("aria-label", t(editing ? "save" : "send"));
    if (!quiet) this.#offer();
  }

  #grow() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight + 3}px`;
  }

  #offer() {
    const text = this.input.value;
    const query = this.#inlineQuery(text);
    if (this.#editing) this.suggest.hide();
    else if (/^\/\w*$/.test(text)) this.#offerCommands(text.slice(1).toLowerCase());
    else if (query !== null) this.#offerInline(query);
    else this.suggest.hide();
  }

  #inlineQuery(text) {
    const start = `@${store.bot.username} `.toLowerCase();
    return store.bot.username && text.toLowerCase().startsWith(start) ? text.slice(start.length) : null;
  }

  #offerCommands(typed) {
    const starts = store.commands.filter(({ command }) => command.startsWith(typed));
    const options = starts.map(({ command, description }) => ({ command, title: `/${command}`, detail: description, testid: "command" }));
    const line = options.length ? "" : t(store.commands.length ? "noMatch" : "noCommands");
    if (line && typed) this.suggest.hide();
    else this.suggest.show(t("commands"), options, { mark: Boolean(typed), line });
    this.#renewCommands(typed);
  }

  /** The bot may have changed its commands since the chat was opened: look again, but not at each letter. */
  async #renewCommands(typed) {
    if (Date.now() - this.#commandsAt < COMMANDS_FRESH) return;
    this.#commandsAt = Date.now();
    const search = this.#search;
    await this.refresh();
    if (search === this.#search && this.suggest.open) this.#offerCommands(typed);
  }

  async #offerInline(query) {
    const search = this.#search;
    const stale = () => search !== this.#search;
    await new Promise((resolve) => setTimeout(resolve, INLINE_PAUSE));
    if (stale()) return;
    if (!this.suggest.open) this.suggest.show(t("results"), [], { line: t("searching") });
    try {
      const { results } = await api.inlineResults(store.at.persona, query);
      if (stale()) return;
      const options = results.map((each) => ({ result: each.id, query, title: each.title, detail: each.description, testid: "inline-result" }));
      this.suggest.show(t("results"), options, { mark: true, line: options.length ? "" : t("noResults") });
    } catch {
      if (!stale()) this.suggest.show(t("results"), [], { line: t("inlineFailed") });
    }
  }

  #picked(option) {
    this.suggest.hide();
    this.input.value = "";
    this.#changed({ quiet: true });
    if (option.command) this.say(addressed(`/${option.command}`));
    else this.#chooseInline(option);
    if (hasPointer()) this.focus();
  }

  async #chooseInline({ query, result }) {
    const at = { ...store.at };
    try {
      const { message_id: id } = await api.chooseInline(at, query, result);
      if (id) this.sent(at, id);
    } catch (error) {
      toastError(error);
    }
  }

  #toggleCommands(event) {
    if (this.suggest.open) return this.suggest.hide();
    this.#search += 1;
    this.#offerCommands("");
    if (hasPointer() || event.detail === 0) this.focus();
    return undefined;
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.suggest.open && this.#keyInList(event)) event.preventDefault();
    else if (event.target === this.input && this.#keyInField(event)) event.preventDefault();
  }

  #keyInList(event) {
    if (event.key === "ArrowDown") this.suggest.move(1);
    else if (event.key === "ArrowUp") this.suggest.move(-1);
    else if (event.key === "Escape") this.suggest.hide();
    else if (event.key === "Tab" && !event.shiftKey && this.suggest.active?.command) this.fill(`/${this.suggest.active.command} `);
    else if (event.key === "Enter" && !event.shiftKey && event.target === this.input && this.suggest.active) this.suggest.pick();
    else return false;
    return true;
  }

  #keyInField(event) {
    if (event.key === "Enter" && !event.shiftKey) this.#submit();
    else if (event.key === "ArrowUp" && !this.input.value && !this.#editing) this.editLast();
    else if (event.key === "Escape" && !this.bar.hidden) this.#cancelBar();
    else return false;
    return true;
  }
}

/** A long text in pieces Telegram accepts, cut at a line or a word where there is one. */
function pieces(text) {
  const found = [];
  let rest = text;
  while (rest.length > LONGEST_TEXT) {
    const cut = Math.max(rest.lastIndexOf("\n", LONGEST_TEXT), rest.lastIndexOf(" ", LONGEST_TEXT));
    const end = cut > LONGEST_TEXT / 2 ? cut : LONGEST_TEXT;
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...found, rest];
}
