// A small menu that opens from a button and closes by itself, usable with keys alone.
import { byId, h, icon } from "./dom.js";

/** Let `button` open a menu; `items` gives [{label, icon, testid, run}] at the moment of opening. */
export function attachMenu(button, items) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-expanded") === "true") return;
    open(button, items());
  });
}

function open(button, items) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") ?? "" });
  const close = (refocus) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) button.focus();
  };
  const outside = (event) => {
    if (menu.contains(event.target)) return;
    // The press on the button itself must not open the menu again with the click that follows.
    if (button.contains(event.target)) button.addEventListener("click", (click) => click.stopImmediatePropagation(), { once: true, capture: true });
    close(false);
  };
  const pick = (item) => {
    close(true);
    item.run();
  };
  menu.append(...items.map((item) => entry(item, () => pick(item))));
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close(false));
  button.setAttribute("aria-expanded", "true");
  byId("app").append(menu);
  place(menu, button);
  document.addEventListener("pointerdown", outside, true);
  menu.firstElementChild.focus();
}

const entry = (item, run) =>
  h("button", { type: "button", role: "menuitem", tabindex: "-1", "data-testid": item.testid, onclick: run }, icon(item.icon), h("span", {}, item.label));

const MOVES = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function steer(event, menu, close) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close(true);
  } else if (event.key in MOVES) {
    event.preventDefault();
    const all = [...menu.children];
    const now = all.indexOf(document.activeElement);
    const next = MOVES[event.key] === -Infinity ? 0 : MOVES[event.key] === Infinity ? -1 : (now + MOVES[event.key]) % all.length;
    all.at(next).focus();
  }
}

const GAP = 6;

function place(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + GAP + height < innerHeight;
  menu.style.top = `${below ? at.bottom + GAP : at.top - height - GAP}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
}
