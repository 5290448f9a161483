"""What a person sees of a message, and what a chat's list entry says about it."""

from typing import Any

from bot.demo.page_html import render
from bot.demo.sentences import sentence

Message = dict[str, Any]

KINDS = ("photo", "document", "voice", "location", "contact")
BUTTON_FIELDS = {
    "callback_data": "data",
    "url": "url",
    "switch_inline_query": "switch_inline_query",
    "switch_inline_query_current_chat": "switch_inline_query_current_chat",
    "copy_text": "copy_text",
    "style": "style",
}


def view(message: Message, viewer: int) -> dict[str, Any]:
    """A message as the person with Telegram id `viewer` sees it in the page."""
    sender = message["from"]
    text, entities = written(message)
    return {
        "message_id": message["message_id"],
        "date": message["date"],
        "edited": "edit_date" in message,
        "from": {"id": str(sender["id"]), "name": sender["first_name"], "bot": sender["is_bot"]},
        "mine": sender["id"] == viewer,
        "text": text,
        "html": render(text, entities),
        "photo": _photo(message),
        "document": _document(message),
        "voice": "voice" in message,
        "location": message.get("location"),
        "contact": message.get("contact"),
        "via": f"@{message['via_bot']['username']}" if "via_bot" in message else None,
        "buttons": [[_button(button) for button in row] for row in _keyboard(message)],
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
    }


def written(message: Message) -> tuple[str, list[dict[str, Any]]]:
    """Text or caption of a message, with its entities."""
    if "text" in message:
        return message["text"], message.get("entities", [])
    return message.get("caption", ""), message.get("caption_entities", [])


def last_line(message: Message, language: str) -> dict[str, Any]:
    """The line under a chat's name: text (or the kind of thing that was sent) and unix time."""
    kind = next((sentence(language, kind) for kind in KINDS if kind in message), "")
    return {"text": written(message)[0] or kind, "date": message["date"]}


def _keyboard(message: Message) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _button(button: dict[str, Any]) -> dict[str, Any]:
    shown = {"text": button["text"]}
    for name, value in button.items():
        if name in BUTTON_FIELDS:
            shown[BUTTON_FIELDS[name]] = value["text"] if name == "copy_text" else value
        elif name in {"web_app", "login_url"}:
            shown["url"] = value.get("url")
    return shown


def _photo(message: Message) -> dict[str, Any] | None:
    if "photo" not in message:
        return None
    largest = message["photo"][-1]
    return {"url": file_url(largest["file_id"]), "width": largest["width"], "height": largest["height"]}


def _document(message: Message) -> dict[str, Any] | None:
    if "document" not in message:
        return None
    document = message["document"]
    return {
        "url": file_url(document["file_id"]),
        "name": document["file_name"],
        "size": document["file_size"],
        "mime": document["mime_type"],
    }


def file_url(file_id: str) -> str:
    """Where the page finds a file."""
    return f"/api/file/{file_id}"
