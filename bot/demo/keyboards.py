"""Keyboards: what Telegram accepts below a message and below the text field."""

from typing import Any

from bot.demo import links
from bot.demo.errors import bad_request
from bot.demo.params import Params

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
STYLES = {"danger", "success", "primary"}

Markup = dict[str, Any]


def reply_markup(params: Params) -> Markup | None:
    """The reply_markup of a request to send, checked."""
    markup = params.value("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup)
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def inline_markup(params: Params) -> Markup | None:
    """The reply_markup of a request to edit: only an inline keyboard will do."""
    markup = reply_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def inline_keyboard(markup: Markup) -> Markup | None:
    """A checked inline keyboard without its empty rows, None when nothing is left."""
    rows = [[_inline_button(button) for button in row] for row in _rows(markup["inline_keyboard"], "inline keyboard")]
    rows = [row for row in rows if row]
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: array of arrays of buttons expected")
    return rows


def _inline_button(button: Any) -> Markup:
    problem = "can't parse inline keyboard button"
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(f'{problem}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if button.get("style") not in STYLES | {None}:
        raise bad_request("BUTTON_STYLE_INVALID")
    actions = [action for action in ACTIONS if button.get(action) is not None]
    if not actions:
        raise bad_request(f"{problem}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"{problem}: exactly one action is allowed, found {', '.join(actions)}")
    _check_action(actions[0], button[actions[0]])
    return {name: value for name, value in button.items() if value is not None}


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= MOST_DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and links.checked(str(value)) is None:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action.startswith("switch_inline_query") and action != "switch_inline_query_chosen_chat":
        _check_query(value)


def _check_query(value: Any) -> None:
    if not isinstance(value, str) or len(value) > 256:
        raise bad_request("BUTTON_SWITCH_QUERY_INVALID")


def _reply_keyboard(markup: Markup) -> Markup:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"], "reply keyboard")]
    if sum(map(len, rows)) > MOST_BUTTONS * 3 or any(len(row) > 12 for row in rows):
        raise bad_request("reply markup is too long")
    return markup | {"keyboard": [row for row in rows if row]}


def _reply_button(button: Any) -> Markup:
    shaped = {"text": button} if isinstance(button, str) else button
    if not isinstance(shaped, dict) or not isinstance(shaped.get("text"), str) or not shaped["text"].strip():
        raise bad_request("can't parse keyboard button: button text must be non-empty")
    return shaped
