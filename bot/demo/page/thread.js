// The conversation: which messages are drawn, in what order, and how they change.
import { dayGroup, isDayOf, sameRun } from "./days.js";
import { calm, h } from "./dom.js";
import { t } from "./i18n.js";
import { bubble } from "./message.js";
import { toggleQuote } from "./sanitize.js";
import { Position } from "./scroll.js";

const STEP = 60;
const MOST_DRAWN = 360;
const ANSWER_WITHIN = 15;
const PRESS_COUNTS = 4000;

export class Thread {
  #all = [];
  #byId = new Map();
  #drawn = new Map();
  #first = 0;
  #queue = [];
  #group = false;
  #complete = true;
  #asked = null;
  #pressedAt = 0;

  /** `empty` builds what an empty conversation shows; `older(id)` fetches the messages before that one. */
  constructor({ root, stage, jump, empty, older }) {
    Object.assign(this, { root, empty, older });
    this.column = h("div", { class: "column" });
    this.dots = h("div", { class: "msg theirs typing", "aria-hidden": "true", hidden: true }, h("div", { class: "bubble" }, h("i"), h("i"), h("i")));
    root.append(this.column, this.dots);
    this.position = new Position({ root, jump, watched: [this.column, stage], onTop: () => this.#nearTop() });
  }

  /** Show another conversation from its end, or from its first unread message when that is higher up. */
  open(messages, { group = this.#group, unread = 0, complete = true } = {}) {
    this.root.setAttribute("aria-live", "off");
    this.#group = group;
    this.#complete = complete;
    this.#queue = [];
    this.#asked = null;
    this.typing(false);
    this.#all = [...messages];
    this.#byId = new Map(messages.map((message) => [message.message_id, message]));
    this.#first = Math.max(0, this.#all.length - Math.max(STEP, unread + 20));
    this.#redraw();
    const mark = unread > 0 ? this.#markUnread(unread) : null;
    this.position.pin();
    if (mark && mark.offsetTop < this.root.scrollTop) this.position.goTo(mark.offsetTop - 12);
    setTimeout(() => this.root.setAttribute("aria-live", "polite"), 400);
  }

  /** Bring the shown conversation up to date with its last messages, without moving the reader. */
  sync(messages, complete) {
    const known = new Set(messages.map((message) => message.message_id));
    const oldest = messages[0]?.message_id ?? -Infinity;
    const last = this.#all.at(-1)?.message_id;
    if (last !== undefined && last < oldest) return this.open(messages, { complete });
    for (const id of [...this.#byId.keys()]) if (id >= oldest && !known.has(id)) this.remove(id);
    for (const message of messages) this.add(message);
    return undefined;
  }

  has(id) {
    return this.#byId.has(id);
  }

  get(id) {
    return this.#byId.get(id);
  }

  lastOwnText() {
    return this.#all.findLast((message) => message.mine && message.text && !message.via && !message.photo && !message.document);
  }

  lastOfOthers() {
    return this.#all.findLast((message) => !message.mine);
  }

  /** Take a new message; many at once are drawn together in the next frame. */
  add(message) {
    if (this.#byId.has(message.message_id)) return this.change(message);
    this.#byId.set(message.message_id, message);
    this.#queue.push(message);
    if (this.#queue.length === 1) nextFrame(() => this.#flush());
    return undefined;
  }

  /** Take the new content of a message that is there. */
  change(message) {
    const id = message.message_id;
    const old = this.#byId.get(id);
    if (!old) return;
    const same = JSON.stringify(old) === JSON.stringify(message);
    Object.assign(old, message);
    if (!same && this.#drawn.has(id)) this.#replace(id, this.#all.indexOf(old));
  }

  remove(id) {
    const message = this.#byId.get(id);
    if (!message) return;
    this.#byId.delete(id);
    this.#queue = this.#queue.filter((each) => each !== message);
    const place = this.#all.indexOf(message);
    if (place >= 0) this.#all.splice(place, 1);
    if (place >= 0 && place < this.#first) this.#first -= 1;
    this.#undraw(id);
    for (const each of [place - 1, place]) this.#decorate(each);
    this.#showEmpty();
  }

  /** Show or hide the dots of somebody who is typing. */
  typing(on) {
    if (this.dots.hidden !== on) return;
    this.dots.hidden = !on;
    this.position.keep();
  }

  /** Bring one message into view and let it light up. */
  goTo(id) {
    const place = this.#all.findIndex((message) => message.message_id === id);
    if (place < 0) return;
    if (place < this.#first) this.#unfold(this.#first - place + 10);
    const el = this.#drawn.get(id);
    el.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
    el.classList.remove("lit");
    void el.offsetWidth;
    el.classList.add("lit");
  }

  #flush() {
    const news = this.#queue.sort((a, b) => a.message_id - b.message_id);
    this.#queue = [];
    if (!news.length) return;
    const start = this.#all.length;
    const inOrder = !start || news[0].message_id > this.#all.at(-1).message_id;
    this.#all.push(...news);
    if (inOrder) {
      this.#showEmpty();
      for (let place = start; place < this.#all.length; place += 1) this.#append(place).classList.add("fresh");
      for (let place = start - 1; place < this.#all.length; place += 1) this.#decorate(place);
    } else {
      this.#all.sort((a, b) => a.message_id - b.message_id);
      this.#redraw();
    }
    if (this.position.atBottom) this.#prune();
    const missed = this.#place(news);
    if (missed) this.position.missed(missed);
  }

  /** Show the news from its beginning to who waits for it or is at the end; gives how many messages stay unseen. */
  #place(news) {
    this.#asked = news.findLast((message) => message.mine) ?? this.#asked;
    const awaited = news.includes(this.#asked) || Date.now() - this.#pressedAt < PRESS_COUNTS;
    if (!this.position.atBottom && !awaited) return news.length;
    // A question and all that answers it belong together: the first answer may be the most urgent one.
    const answers = this.#asked && news[0].date - this.#asked.date < ANSWER_WITHIN;
    const start = answers ? this.#asked : news[0];
    this.position.pin(this.#drawn.get(start.message_id));
    return news.filter((message) => !this.position.inView(this.#drawn.get(message.message_id))).length;
  }

  /** A button was pressed: what comes now answers that, and no longer the last question. */
  pressed() {
    this.#asked = null;
    this.#pressedAt = Date.now();
  }

  /** Open or close a quote that starts with what is being read. */
  toggle(button) {
    this.position.still(() => toggleQuote(button));
  }

  #redraw() {
    this.#drawn.clear();
    this.column.replaceChildren();
    for (let place = this.#first; place < this.#all.length; place += 1) this.#append(place);
    for (let place = this.#first; place < this.#all.length; place += 1) this.#decorate(place);
    this.#showEmpty();
  }

  #make(message) {
    const el = bubble(message, { group: this.#group, find: (id) => this.#byId.get(id) });
    this.#drawn.set(message.message_id, el);
    return el;
  }

  #append(place) {
    const message = this.#all[place];
    const el = this.#make(message);
    const day = this.column.lastElementChild;
    if (isDayOf(day, message)) day.append(el);
    else this.column.append(dayGroup(message, el));
    return el;
  }

  #prepend(place) {
    const message = this.#all[place];
    const el = this.#make(message);
    const day = this.column.firstElementChild;
    if (isDayOf(day, message)) day.firstElementChild.after(el);
    else this.column.prepend(dayGroup(message, el));
  }

  /** Draw so many messages more above the first that is drawn. */
  #unfold(count) {
    const until = this.#first;
    this.#first = Math.max(0, until - count);
    this.position.holding(() => {
      for (let place = until - 1; place >= this.#first; place -= 1) this.#prepend(place);
      for (let place = this.#first; place <= until; place += 1) this.#decorate(place);
    });
  }

  async #nearTop() {
    if (this.#first > 0) return this.#unfold(STEP);
    if (this.#complete || !this.#all.length) return undefined;
    this.#complete = true;
    const first = this.#all[0];
    const { messages, complete } = await this.older(first.message_id);
    if (this.#all[0] !== first) return undefined;
    this.#complete = complete;
    for (const message of messages) this.#byId.set(message.message_id, message);
    this.#all.unshift(...messages);
    this.#first = messages.length;
    return this.#unfold(STEP);
  }

  #prune() {
    if (this.#all.length - this.#first <= MOST_DRAWN) return;
    const keepFrom = this.#all.length - STEP * 2;
    for (; this.#first < keepFrom; this.#first += 1) this.#undraw(this.#all[this.#first].message_id);
    this.#decorate(this.#first);
  }

  #undraw(id) {
    const el = this.#drawn.get(id);
    if (!el) return;
    this.#drawn.delete(id);
    const day = el.parentElement;
    el.remove();
    if (!day.querySelector(".msg")) day.remove();
  }

  #replace(id, place) {
    const old = this.#drawn.get(id);
    const focus = old.contains(document.activeElement) ? document.activeElement.dataset.place ?? "" : null;
    const opened = [...old.querySelectorAll(".quote-more")].map((el) => el.getAttribute("aria-expanded") === "true");
    const seen = this.position.inView(old);
    const el = this.#make(this.#all[place]);
    old.replaceWith(el);
    [...el.querySelectorAll(".quote-more")].forEach((button, index) => opened[index] && toggleQuote(button));
    this.#decorate(place);
    if (focus !== null) refocus(el, focus);
    this.position.renewed(el, seen);
  }

  #decorate(place) {
    const el = this.#drawn.get(this.#all[place]?.message_id);
    if (!el) return;
    el.classList.toggle("head", place === this.#first || !sameRun(this.#all[place - 1], this.#all[place]));
    el.classList.toggle("tail", !sameRun(this.#all[place], this.#all[place + 1]));
  }

  #markUnread(unread) {
    const incoming = this.#all.filter((message) => !message.mine);
    const el = this.#drawn.get(incoming.at(-Math.min(unread, incoming.length))?.message_id);
    if (!el) return null;
    const mark = h("div", { class: "unread-mark", "data-testid": "unread-mark" }, h("span", {}, t("unreadHere")));
    el.before(mark);
    return mark;
  }

  #showEmpty() {
    const shown = this.root.querySelector(".empty");
    const wanted = this.#all.length === 0 && this.#queue.length === 0;
    shown?.remove();
    if (wanted) this.root.prepend(this.empty() ?? "");
  }
}

/** After an edit the keyboard goes on from the same button, or from the message when its buttons are gone. */
function refocus(el, place) {
  const key = el.querySelector(`[data-place="${place}"]`) ?? el.querySelector(".key");
  if (!key) el.tabIndex = -1;
  (key ?? el).focus({ preventScroll: true });
}

/** The next frame, or soon when the window is hidden and no frames come. */
function nextFrame(work) {
  if (document.hidden) setTimeout(work, 50);
  else requestAnimationFrame(work);
}
