// How messages are put together: by day, and in runs of one person.
import { h } from "./dom.js";
import { dayName, dayOf } from "./format.js";

const SAME_RUN = 10 * 60;

/** Whether a message belongs to the day that `section` shows. */
export const isDayOf = (section, message) => section?.dataset.day === String(dayOf(message.date));

/** A new day that begins with this message. */
export function dayGroup(message, el) {
  const name = h("div", { class: "day-name" }, h("span", {}, dayName(message.date)));
  return h("section", { class: "day", "data-day": String(dayOf(message.date)) }, name, el);
}

/** Whether two messages stand together: one person, one day, shortly after each other. */
export function sameRun(a, b) {
  if (!a || !b) return false;
  return a.from.id === b.from.id && b.date - a.date < SAME_RUN && dayOf(a.date) === dayOf(b.date);
}
