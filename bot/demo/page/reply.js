// Ways to answer one message: a double click, the arrow beside it, or a swipe to the left on a phone.
const FAR = 56;
const MOST = 84;

/** Call `onReply(message)` when somebody wants to answer a message of the thread. */
export function listenToReplies(thread, onReply) {
  const messageAt = (el) => thread.get(Number(el.closest("[data-id]")?.dataset.id));
  thread.root.addEventListener("click", (event) => event.target.closest(".reply-arrow") && onReply(messageAt(event.target)));
  thread.root.addEventListener("dblclick", (event) => {
    if (event.target.closest("button, a, .spoiler") || !event.target.closest(".msg")) return;
    getSelection().removeAllRanges();
    onReply(messageAt(event.target));
  });
  listenToSwipes(thread.root, (el) => onReply(messageAt(el)));
}

function listenToSwipes(root, onSwipe) {
  let swipe = null;
  const end = () => {
    swipe?.el.style.removeProperty("translate");
    swipe = null;
  };
  root.addEventListener("pointerdown", (event) => {
    const el = event.target.closest(".msg[data-id] .stack");
    if (el && event.pointerType === "touch" && event.isPrimary) swipe = { el, x: event.clientX, y: event.clientY };
  });
  root.addEventListener("pointermove", (event) => {
    if (!swipe || !event.isPrimary) return;
    const left = swipe.x - event.clientX;
    if (Math.abs(event.clientY - swipe.y) > Math.max(24, left)) return end();
    if (left > 12) swipe.el.style.translate = `${-Math.min(left, MOST)}px`;
    return undefined;
  });
  root.addEventListener("pointerup", (event) => {
    if (swipe && swipe.x - event.clientX > FAR) onSwipe(swipe.el);
    end();
  });
  root.addEventListener("pointercancel", end);
}
