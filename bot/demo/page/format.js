// How moments, sizes and names are shown.
import { locale, t } from "./i18n.js";

const formats = new Map();

function format(date, options) {
  const key = locale() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), options));
  return formats.get(key).format(date);
}

const DAY = 86_400_000;

let ahead = 0;

/** Take over what time it is (seconds): the clock of the demo may be ahead of the real one. */
export const setPresent = (seconds) => (ahead = seconds * 1000 - Date.now());

const present = () => new Date(Date.now() + ahead);

/** Midnight of the day a Unix moment (seconds) falls on, in the reader's time zone, as a number. */
export const dayOf = (seconds) => new Date(seconds * 1000).setHours(0, 0, 0, 0);

const daysAgo = (seconds) => Math.round((present().setHours(0, 0, 0, 0) - dayOf(seconds)) / DAY);

export const clock = (seconds) => format(new Date(seconds * 1000), { hour: "2-digit", minute: "2-digit" });

/** The text of a date separator: today, yesterday, or the day written out. */
export function dayName(seconds) {
  const ago = daysAgo(seconds);
  if (ago === 0) return t("today");
  if (ago === 1) return t("yesterday");
  const date = new Date(seconds * 1000);
  const sameYear = date.getFullYear() === present().getFullYear();
  return format(date, { weekday: "long", day: "numeric", month: "long", year: sameYear ? undefined : "numeric" });
}

/** The short moment in a list: the time today, the weekday this week, else the date. */
export function shortMoment(seconds) {
  const ago = daysAgo(seconds);
  if (ago <= 0) return clock(seconds);
  const date = new Date(seconds * 1000);
  return ago < 7 ? format(date, { weekday: "short" }) : format(date, { day: "numeric", month: "short" });
}

/** A day and the time on it, as short as they can be. */
export const dayAndTime = (seconds) =>
  format(new Date(seconds * 1000), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** A full moment for a tooltip. */
export const fullMoment = (seconds) => format(new Date(seconds * 1000), { dateStyle: "full", timeStyle: "medium" });

/** A size in bytes with the unit a person expects. */
export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: unit > 1 ? 1 : 0 }).format(size)} ${units[unit]}`;
}

/** At most two capitals: of the first word and of the last one that starts with a capital. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  if (!words.length) return "?";
  const last = words.slice(1).reverse().find((word) => /^\p{Lu}/u.test(word));
  return (words[0][0] + (last ? last[0] : "")).toUpperCase();
}

const HUES = 9;

/** The number of a colour that stays the same for the same key, 0 to 8. */
export function hueOf(key) {
  let hash = 2166136261;
  for (const letter of String(key)) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return ((hash >>> 0) ^ (hash >>> 15)) % HUES >>> 0;
}
