// Light or dark: the system decides until somebody chooses; a choice is remembered on this device.
import { byId, icon } from "./dom.js";
import { t } from "./i18n.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

export const themeWord = () => t(isDark() ? "toLight" : "toDark");

export const themeIcon = () => (isDark() ? "sun" : "moon");

/** Go to the other theme and remember it; a private window that stores nothing still changes. */
export function toggleTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("wegwijs.theme", root.dataset.theme);
  } catch {
    // Nothing to remember it in.
  }
  showTheme();
}

/** Draw the toggle for the theme it leads to. */
export function showTheme() {
  const button = byId("theme");
  button.replaceChildren(icon(themeIcon()));
  button.setAttribute("aria-label", themeWord());
  button.title = themeWord();
}

export function setUpTheme() {
  byId("theme").addEventListener("click", toggleTheme);
  system.addEventListener("change", showTheme);
}
