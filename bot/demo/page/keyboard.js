// The bot's keyboard under the text field (a reply keyboard): each key sends its own text.
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";

let shown = "";

/** Draw the keyboard, or take it away when there is none. */
export function drawKeyboard(keyboard, { say }) {
  const rows = keyboard?.keyboard ?? [];
  const now = JSON.stringify(rows);
  if (now === shown) return;
  shown = now;
  const el = byId("quick-keys");
  el.hidden = rows.length === 0;
  el.setAttribute("aria-label", t("quickKeys"));
  el.replaceChildren(...rows.map((row) => h("div", { class: "key-row" }, ...row.map((key) => keyOf(key.text ?? key, say)))));
}

const keyOf = (text, say) => h("button", { type: "button", class: "quick-key", "data-testid": "quick-key", onclick: () => say(text) }, text);
