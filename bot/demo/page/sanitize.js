// The server makes safe HTML; this makes it safe again, and livens it up: commands, links, spoilers, quotes.
import { h } from "./dom.js";
import { t } from "./i18n.js";

const PLAIN = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre" };
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "MATH", "NOSCRIPT", "TEXTAREA", "TITLE"]);
const SAFE_LINK = /^(https?:|mailto:|tel:|tg:)/i;
const LIVELY = /(^|[\s([{"'«>])(\/[a-z][a-z0-9_]{0,31}(?:@\w{3,32})?)(?![\w/])|(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/gi;

/** A fragment with only the tags a Telegram message can hold; everything else is left out or flattened. */
export function safeHtml(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fragment = document.createDocumentFragment();
  copy(template.content, fragment, true);
  return fragment;
}

function copy(from, into, lively) {
  let afterBlock = false;
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // A block already ends its line; the newline that follows it in the text would draw an empty one.
      const text = afterBlock ? node.data.replace(/^\n/, "") : node.data;
      if (lively) enliven(text, into);
      else into.append(text);
    } else if (node.nodeType === Node.ELEMENT_NODE && !DROPPED.has(node.nodeName.toUpperCase())) {
      copyElement(node, into, lively);
    }
    afterBlock = node.nodeName === "PRE" || node.nodeName === "BLOCKQUOTE";
  }
}

function copyElement(node, into, lively) {
  const name = node.nodeName;
  if (name === "BR") return into.append("\n");
  if (name === "BLOCKQUOTE") return into.append(quote(node, lively));
  const el = name === "A" ? link(node) : isSpoiler(node) ? spoiler() : plain(name);
  copy(node, el ?? into, lively && !["A", "CODE", "PRE"].includes(name));
  if (el) into.append(el);
  return undefined;
}

const plain = (name) => (name in PLAIN ? document.createElement(PLAIN[name]) : null);

const isSpoiler = (node) => node.nodeName === "TG-SPOILER" || (node.nodeName === "SPAN" && node.classList.contains("tg-spoiler"));

function link(node) {
  const href = node.getAttribute("href") ?? "";
  return SAFE_LINK.test(href.trim()) ? anchor(href.trim()) : null;
}

const anchor = (href) => h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" });

const spoiler = () => h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") });

function quote(node, lively) {
  const body = h("div", { class: "quote-body" });
  copy(node, body, lively);
  if (!node.hasAttribute("expandable")) return h("blockquote", {}, body);
  body.classList.add("clip");
  const more = h("button", { type: "button", class: "quote-more", "aria-expanded": "false", hidden: true }, t("more"));
  return h("blockquote", { class: "expandable" }, body, more);
}

function enliven(text, into) {
  let done = 0;
  for (const found of text.matchAll(LIVELY)) {
    const [all, before, command, url] = found;
    const start = found.index + (command ? before.length : 0);
    into.append(text.slice(done, start));
    if (command) into.append(h("button", { type: "button", class: "command-link", "data-command": command }, command));
    else into.append(Object.assign(anchor(url), { textContent: url }));
    done = found.index + all.length;
  }
  into.append(text.slice(done));
}

/** Show the hidden text of a spoiler for good. */
export function reveal(el) {
  el.classList.add("shown");
  for (const name of ["role", "tabindex", "aria-label"]) el.removeAttribute(name);
}

/** Open or close an expandable quote. */
export function toggleQuote(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  button.textContent = t(open ? "less" : "more");
  button.previousElementSibling.classList.toggle("clip", !open);
}

const clipped = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.classList.contains("clip")) target.nextElementSibling.hidden = target.scrollHeight <= target.clientHeight + 2;
  }
});

/** Offer "show more" only under quotes that do not fit, also after the window changes. */
export function watchQuotes(root) {
  for (const body of root.querySelectorAll(".expandable > .quote-body")) clipped.observe(body);
}
