// Where the reader is in the conversation: at the end and staying there, or higher up with news below.
import { calm, hasPointer, setText } from "./dom.js";
import { t } from "./i18n.js";

const NEAR = 64;
const NEAR_TOP = 500;

export class Position {
  atBottom = true;
  #lastTop = 0;
  #below = 0;
  #start = null;

  /** `watched` may grow or shrink under the reader; `onTop` is called when older messages come near. */
  constructor({ root, jump, watched, onTop }) {
    Object.assign(this, { root, jump, onTop });
    root.addEventListener("scroll", () => this.moved(), { passive: true });
    jump.addEventListener("click", () => this.toBottom());
    const keep = new ResizeObserver(() => this.keep());
    for (const el of [root, ...watched]) keep.observe(el);
  }

  /**
   * Go to the end and stay there, but not past the top of `start`: what does not fit is read from its beginning.
   * An empty conversation's card is also read from its top.
   */
  pin(start = null) {
    this.atBottom = true;
    this.#start = start;
    const last = this.root.scrollHeight - this.root.clientHeight;
    const first = start?.isConnected ? start.offsetTop : last;
    this.root.scrollTop = this.root.querySelector(".empty") ? 0 : Math.min(first, last);
    this.#lastTop = this.root.scrollTop;
    this.#arrived();
  }

  /** Keep pinned if that is where the reader is. */
  keep() {
    if (this.atBottom) this.pin(this.#start);
  }

  /** `el` has new content; when the reader sees it (`seen`), it is read from its beginning. */
  renewed(el, seen) {
    if (!seen) this.keep();
    else if (this.atBottom) this.pin(el);
    else if (el.offsetTop < this.root.scrollTop) this.goTo(el.offsetTop);
  }

  /** Run `change`, which makes something on the screen longer or shorter, without moving its beginning. */
  still(change) {
    this.#start = null;
    change();
    this.atBottom = this.#toEnd() < NEAR;
    this.#arrived();
  }

  /** Whether any of `el` is on the screen. */
  inView(el) {
    const { scrollTop, clientHeight } = this.root;
    return el.offsetTop < scrollTop + clientHeight && el.offsetTop + el.offsetHeight > scrollTop;
  }

  /** Go to `top` as a reader would, away from the end. */
  goTo(top) {
    this.root.scrollTop = top;
    this.moved();
  }

  toBottom() {
    const smooth = !calm() && this.#toEnd() < this.root.clientHeight * 4;
    this.root.scrollTo({ top: this.root.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** So many messages came in below what is being read. */
  missed(count) {
    this.#below += count;
    this.#show();
  }

  /** Run `change`, which adds content above, without moving what is being read. */
  holding(change) {
    const before = this.root.scrollHeight;
    change();
    this.root.scrollTop += this.root.scrollHeight - before;
    this.#lastTop = this.root.scrollTop;
  }

  moved() {
    const { scrollTop } = this.root;
    const moved = scrollTop - this.#lastTop;
    // Only the reader moves: content that grows (a photo, a quote) must not look like somebody who left.
    if (Math.abs(moved) > 1) {
      if (this.#toEnd() < NEAR) this.atBottom = true;
      else if (moved < 0 || this.#start) this.atBottom = false;
      this.#start = null;
    }
    this.#lastTop = scrollTop;
    this.#arrived();
    if (scrollTop < NEAR_TOP) this.onTop();
  }

  #toEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight;
  }

  #arrived() {
    if (this.#toEnd() < NEAR) this.#below = 0;
    this.#show();
  }

  #show() {
    const atEnd = this.#toEnd() < NEAR || Boolean(this.root.querySelector(".empty"));
    if (atEnd && document.activeElement === this.jump && hasPointer()) this.root.focus({ preventScroll: true });
    this.jump.hidden = atEnd;
    this.jump.setAttribute("aria-label", this.#below ? t("newBelow", { n: this.#below }) : t("toBottom"));
    const count = this.jump.querySelector(".badge");
    count.hidden = !this.#below;
    setText(count, String(this.#below));
  }
}
