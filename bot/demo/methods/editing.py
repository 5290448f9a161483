"""editMessageText, editMessageCaption, editMessageReplyMarkup, editMessageMedia."""

from typing import Any

from bot.demo import keyboards
from bot.demo.backend import Backend, Message
from bot.demo.content import Content, caption_content, document_content, photo_content, text_content
from bot.demo.errors import bad_request
from bot.demo.inline_ids import inline_place
from bot.demo.params import Params

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TEXT_FIELDS = ("text", "entities", "link_preview_options")
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_FIELDS = ("photo", "document", *CAPTION_FIELDS, *TEXT_FIELDS)
MEDIA = ("photo", "document", "voice")


def edit_message_text(backend: Backend, params: Params) -> Message | bool:
    """Replace text and inline keyboard."""
    message = _editable(backend, params)
    content = text_content(params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    preview = params.value("link_preview_options")
    if isinstance(preview, dict):
        content["link_preview_options"] = preview
    return _change(backend, params, message, _with(message, TEXT_FIELDS, content))


def edit_message_caption(backend: Backend, params: Params) -> Message | bool:
    """Replace caption and inline keyboard."""
    message = _editable(backend, params)
    content = caption_content(params)
    if not any(name in message for name in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _change(backend, params, message, _with(message, CAPTION_FIELDS, content))


def edit_message_reply_markup(backend: Backend, params: Params) -> Message | bool:
    """Replace or remove the inline keyboard only."""
    message = _editable(backend, params)
    return _change(backend, params, message, dict(message))


def edit_message_media(backend: Backend, params: Params) -> Message | bool:
    """Replace photo, document or text by a photo or document."""
    message = _editable(backend, params)
    media = params.value("media")
    if not isinstance(media, dict):
        raise bad_request("media must be non-empty")
    item = Params(media, params.files)
    if media.get("type") == "photo":
        content = photo_content(backend, item, name="media")
    elif media.get("type") == "document":
        content = document_content(backend, item, name="media")
    else:
        raise bad_request("can't parse media: unsupported type")
    return _change(backend, params, message, _with(message, MEDIA_FIELDS, content | caption_content(item)))


def _editable(backend: Backend, params: Params) -> Message:
    inline_id = params.text("inline_message_id")
    if inline_id:
        place = inline_place(inline_id)
        message = backend.chats.get(*place) if place else None
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat_id = backend.writable_chat(params)
    message = backend.chats.get(chat_id, params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != backend.people.bot.id:
        raise bad_request("message can't be edited")
    return message


def _with(message: Message, replaced: tuple[str, ...], content: Content) -> Message:
    return {name: value for name, value in message.items() if name not in replaced} | content


def _change(backend: Backend, params: Params, old: Message, new: Message) -> Message | bool:
    markup = keyboards.inline_markup(params)
    new.pop("reply_markup", None)
    if markup:
        new["reply_markup"] = markup
    if _content(new) == _content(old):
        raise bad_request(NOT_MODIFIED)
    new["edit_date"] = backend.now()
    backend.chats.replace(new)
    backend.show("edited", new)
    return True if params.text("inline_message_id") else new


def _content(message: Message) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name != "edit_date"}
