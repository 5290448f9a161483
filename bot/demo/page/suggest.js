// The list above the composer: commands of the bot, or the bot's inline results.
import { byId, h, icon, setText } from "./dom.js";

export class Suggest {
  #options = [];
  #active = -1;

  /** `onPick(option)` is called with what was chosen. */
  constructor({ root, input, onPick }) {
    this.root = root;
    this.input = input;
    this.onPick = onPick;
    root.addEventListener("pointerdown", (event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      const el = event.target.closest("[role=option]");
      if (el) this.pick(Number(el.dataset.place));
    });
    document.addEventListener("pointerdown", (event) => {
      if (this.open && !event.target.closest(".foot")) this.hide();
    });
  }

  get open() {
    return !this.root.hidden;
  }

  get active() {
    return this.#options[this.#active];
  }

  /** Show options ({title, detail, ...}); the first is marked when `mark` says Enter may take it. */
  show(label, options, { mark = false, line = "" } = {}) {
    this.#options = options;
    const rows = options.map((option, place) => row(option, place));
    const list = h("div", { role: "listbox", id: "suggest-list", "aria-label": label }, ...rows);
    this.root.replaceChildren(line ? h("p", { class: "suggest-line" }, line) : list);
    this.root.hidden = false;
    if (!line) this.input.setAttribute("aria-controls", "suggest-list");
    setText(byId("suggest-status"), line || `${label}: ${options.length}`);
    this.#mark(mark && options.length ? 0 : -1);
  }

  hide() {
    if (!this.open) return;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.#options = [];
    this.#mark(-1);
    this.input.removeAttribute("aria-controls");
    setText(byId("suggest-status"), "");
  }

  move(step) {
    const count = this.#options.length;
    if (!count) return;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#mark((from + step + count) % count);
  }

  pick(place = this.#active) {
    const option = this.#options[place];
    if (option) this.onPick(option);
  }

  #mark(place) {
    this.#active = place;
    for (const el of this.root.querySelectorAll("[role=option]")) {
      const on = Number(el.dataset.place) === place;
      el.setAttribute("aria-selected", String(on));
      if (on) el.scrollIntoView({ block: "nearest" });
    }
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `option-${place}`);
  }
}

const row = (option, place) =>
  h(
    "div",
    { role: "option", id: `option-${place}`, class: "option", "data-place": place, "data-testid": option.testid, "aria-selected": "false" },
    h("span", { class: "option-face" }, option.command ? "/" : icon("signpost")),
    h("span", { class: "option-words" }, h("b", {}, option.title), option.detail && h("span", {}, option.detail)),
  );
