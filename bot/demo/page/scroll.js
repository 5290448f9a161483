// Where the reader is in the conversation: at the end and staying there, or higher up with news below.
import { calm, hasPointer, setText } from "./dom.js";
import { t } from "./i18n.js";

const NEAR = 64;
const NEAR_TOP = 500;

export class Position {
  atBottom = true;
  #lastTop = 0;
  #below = 0;

  /** `watched` may grow or shrink under the reader; `onTop` is called when older messages come near. */
  constructor({ root, jump, watched, onTop }) {
    Object.assign(this, { root, jump, onTop });
    root.addEventListener("scroll", () => this.moved(), { passive: true });
    jump.addEventListener("click", () => this.toBottom());
    const keep = new ResizeObserver(() => this.atBottom && this.pin());
    for (const el of [root, ...watched]) keep.observe(el);
  }

  /** Go to the end and stay there, unless there is an empty conversation's card to read from its top. */
  pin() {
    this.atBottom = true;
    this.root.scrollTop = this.root.querySelector(".empty") ? 0 : this.root.scrollHeight;
    this.#lastTop = this.root.scrollTop;
    this.#arrived();
  }

  /** Keep pinned to the end if that is where the reader is. */
  keep() {
    if (this.atBottom) this.pin();
  }

  /** Go to `top` as a reader would, away from the end. */
  goTo(top) {
    this.root.scrollTop = top;
    this.moved();
  }

  toBottom() {
    const far = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight;
    const smooth = !calm() && far < this.root.clientHeight * 4;
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
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    // Only moving up lets go of the end: content that grows (a photo, a quote) must not look like the reader left.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.atBottom = true;
    else if (scrollTop < this.#lastTop - 1) this.atBottom = false;
    this.#lastTop = scrollTop;
    this.#arrived();
    if (scrollTop < NEAR_TOP) this.onTop();
  }

  #arrived() {
    if (this.atBottom) this.#below = 0;
    this.#show();
  }

  #show() {
    if (this.atBottom && document.activeElement === this.jump && hasPointer()) this.root.focus({ preventScroll: true });
    this.jump.hidden = this.atBottom;
    this.jump.setAttribute("aria-label", this.#below ? t("newBelow", { n: this.#below }) : t("toBottom"));
    const count = this.jump.querySelector(".badge");
    count.hidden = !this.#below;
    setText(count, String(this.#below));
  }
}
