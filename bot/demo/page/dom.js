// Small helpers to build elements; nothing here knows about chats.

/** Build an element: props starting with "on" are listeners, the rest attributes; false and null are left out. */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return el;
}

export const byId = (id) => document.getElementById(id);

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  send: "M4 12l16-8-5 17-3.500-7zM11.500 14L20 4",
  check: "M4.500 12.500l5 5 10-11",
  attach: "M20 11.500l-8.200 8.200a5 5 0 0 1-7.100-7.100l8.500-8.500a3.300 3.300 0 0 1 4.700 4.700l-8.400 8.400a1.700 1.700 0 0 1-2.400-2.400l7.600-7.500",
  menu: "M5 7.500h14M5 12h14M5 16.500h9",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  photo: "M4 6.500A1.500 1.500 0 0 1 5.500 5h13A1.500 1.500 0 0 1 20 6.500v11a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 17.500zM4.500 17l5-5 4 4 2.500-2.500 3.500 3.500M15 9.500v.01",
  file: "M13.500 3.500H7A1.500 1.500 0 0 0 5.500 5v14A1.500 1.500 0 0 0 7 20.500h10a1.500 1.500 0 0 0 1.500-1.500V8.500zM13.500 3.500v5h5",
  download: "M12 4v11M7.500 10.500L12 15l4.500-4.500M5 19.500h14",
  clock: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2",
  edit: "M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM14 6.500l3.500 3.500",
  reply: "M9.500 5L3.500 11l6 6v-3.600c5-.2 8.500 1.300 11 5-.6-6-4.300-10.200-11-10.600z",
  block: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM6 6l12 12",
  group: "M9 11.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.500 18.500c0-3 2.500-5 5.500-5s5.500 2 5.500 5M15.500 11a2.500 2.500 0 1 0-.8-4.900M16.500 13.600c2.400.2 4 1.900 4 4.400",
  voice: "M12 3.500a2.500 2.500 0 0 0-2.500 2.500v5a2.500 2.500 0 0 0 5 0V6A2.500 2.500 0 0 0 12 3.500zM6.500 11a5.500 5.500 0 0 0 11 0M12 16.500v4",
  place: "M12 20.500s6.500-5.600 6.500-10.500a6.500 6.500 0 0 0-13 0c0 4.900 6.500 10.500 6.500 10.500zM12 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c0-4 3.300-6.500 7.500-6.500s7.500 2.500 7.500 6.500",
  out: "M9 5h10v10M19 5L6 18",
  chat: "M4 12c0-4 3.600-7 8-7s8 3 8 7-3.600 7-8 7c-1 0-2-.2-2.900-.5L4.500 20l1.200-3.700A6.600 6.600 0 0 1 4 12z",
  signpost: "M12 3.500v17M6.500 5.500h8.800l2.700 2.300-2.700 2.300H6.500zM17.500 11.500H8.700L6 13.800l2.700 2.300h8.800z",
};

/** An icon of 24 units drawn in the text colour; decorative, so hidden from screen readers. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Make `parent` hold exactly one element per item, in order, keeping the elements that were there. */
export function reconcile(parent, items, { key, create, update }) {
  const kept = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  let next = parent.firstElementChild;
  for (const item of items) {
    let el = kept.get(key(item));
    kept.delete(key(item));
    if (!el) {
      el = create(item);
      el.dataset.key = key(item);
    }
    if (el === next) next = next.nextElementSibling;
    else parent.insertBefore(el, next);
    update(el, item);
  }
  for (const el of kept.values()) el.remove();
}

/** Set the text only when it differs, so that nothing is redrawn or read out twice. */
export function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/** True on a device with a mouse or trackpad, where taking focus opens no keyboard on the screen. */
export const hasPointer = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

export const narrow = matchMedia("(max-width: 719px)");

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
