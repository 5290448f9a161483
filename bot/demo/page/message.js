// One message as a bubble. Everything that can be pressed is found again by its class (see thread.js).
import { h, icon } from "./dom.js";
import { clock, fileSize, fullMoment, hueOf, initials } from "./format.js";
import { t } from "./i18n.js";
import { safeHtml, watchQuotes } from "./sanitize.js";
import { store } from "./store.js";

/** The number of a person's colour: by place in the list of personas, so that no two share one. */
const hueOfPerson = (id) => (store.hues.has(String(id)) ? store.hues.get(String(id)) % 9 : hueOf(id));

/** A round with initials in the person's colour, the signpost for the bot, two heads for a group. */
export function avatar({ id, name, kind = "person" }) {
  if (kind === "bot") return h("span", { class: "avatar bot" }, icon("signpost"));
  if (kind === "group") return h("span", { class: "avatar group" }, icon("group"));
  return h("span", { class: `avatar hue${hueOfPerson(id)}` }, initials(name));
}

/** The element of a message; `group` shows who speaks, `find` looks up the message that was answered. */
export function bubble(message, { group, find }) {
  const speaks = group && !message.mine;
  const body = h("div", { class: "bubble" }, speaks ? face(message.from) : null, ...parts(message, { speaks, find }));
  const row = h(
    "article",
    { class: classOf(message, speaks), "data-testid": `message-${message.message_id}`, "data-id": message.message_id },
    h("div", { class: "stack" }, body, message.buttons?.length ? keyboard(message.buttons) : null),
    // Out of the tab order, as it would double the stops; the chat menu offers the same with keys.
    h("button", { type: "button", class: "reply-arrow", tabindex: "-1", "aria-hidden": "true", title: t("reply") }, icon("reply")),
  );
  if (message.photo) row.style.setProperty("--ratio", String(message.photo.width / message.photo.height || 1));
  row.setAttribute("aria-label", `${message.mine ? t("you") : message.from.name}, ${clock(message.date)}`);
  watchQuotes(row);
  return row;
}

const face = (from) =>
  h("span", { class: "face", "aria-hidden": "true" }, avatar({ id: from.id, name: from.name, kind: from.bot ? "bot" : "person" }));

function classOf(message, speaks) {
  const classes = { mine: message.mine, theirs: !message.mine, spoken: speaks, "with-photo": message.photo, bare: message.photo && !message.text };
  return ["msg", ...Object.keys(classes).filter((name) => classes[name])].join(" ");
}

function parts(message, { speaks, find }) {
  const who = message.mine ? t("you") : message.from.name;
  return [
    speaks
      ? h("div", { class: `speaker ${message.from.bot ? "bot-name" : `ink${hueOfPerson(message.from.id)}`}` }, message.from.name)
      : h("span", { class: "visually-hidden" }, `${who}: `),
    message.via ? h("div", { class: "via" }, `${t("via")} ${message.via}`) : null,
    message.reply_to ? answered(find(message.reply_to)) : null,
    message.photo ? photo(message, who) : null,
    message.document ? file(message.document) : null,
    message.voice ? attachment("voice", t("voiceMessage")) : null,
    message.location ? place(message.location) : null,
    message.contact ? person(message.contact) : null,
    h("div", { class: "line" }, h("span", { class: "text", "data-testid": "text" }, message.html ? safeHtml(message.html) : message.text), meta(message)),
  ];
}

function meta(message) {
  return h(
    "span",
    { class: "meta", title: fullMoment(message.date) },
    message.edited && h("span", { class: "edited" }, t("edited")),
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
    message.mine && icon("check"),
  );
}

function answered(original) {
  if (!original) return null;
  const words = original.text || t(original.photo ? "photo" : "document");
  return h(
    "button",
    { type: "button", class: "answered", "data-goto": original.message_id },
    h("b", {}, original.mine ? t("you") : original.from.name),
    h("span", {}, words.slice(0, 120)),
  );
}

function photo(message, who) {
  const { url, width, height } = message.photo;
  const alt = message.text || t("photoOf", { name: who });
  const img = h("img", { src: url, width, height, alt, decoding: "async" });
  return h("button", { type: "button", class: "photo", "data-testid": "photo", "aria-label": `${t("enlarge")}: ${alt.slice(0, 80)}` }, img);
}

function file({ url, name, size }) {
  const shown = fileSize(size);
  return h(
    "a",
    { class: "file", href: url, download: name, "data-testid": "document", "aria-label": t("download", { name, size: shown }) },
    h("span", { class: "file-icon" }, kindOf(name) || icon("file")),
    h("span", { class: "file-words" }, h("b", {}, name), h("span", {}, shown)),
    icon("download"),
  );
}

const kindOf = (name) => (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "").toUpperCase();

function attachment(kind, title, detail) {
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-icon round" }, icon(kind)),
    h("span", { class: "file-words" }, h("b", {}, title), detail && h("span", {}, detail)),
  );
}

const place = ({ latitude, longitude }) =>
  attachment("place", t("location"), [latitude, longitude].map((degrees) => Number(degrees).toFixed(4)).join(", "));

const person = (contact) =>
  attachment("person", [contact.first_name, contact.last_name].filter(Boolean).join(" ") || t("contact"), contact.phone_number);

function keyboard(rows) {
  return h("div", { class: "keys" }, ...rows.map((row, index) => h("div", { class: "key-row" }, ...row.map((key, place) => keyOf(key, `${index}:${place}`)))));
}

function keyOf(key, place) {
  const words = h("span", { class: "key-words" }, key.text);
  const style = key.style ? `key ${key.style}` : "key";
  if (key.url) {
    return h("a", { class: style, "data-testid": "button", "data-place": place, href: key.url, target: "_blank", rel: "noopener noreferrer" }, words, icon("out"));
  }
  const inline = "switch_inline_query" in key || "switch_inline_query_current_chat" in key;
  return h("button", { type: "button", class: style, "data-testid": "button", "data-place": place }, words, inline && icon("chat"));
}
