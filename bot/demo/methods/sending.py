"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from typing import Any

from bot.demo import keyboards
from bot.demo.backend import Backend, Message
from bot.demo.content import Content, caption_content, document_content, photo_content, text_content
from bot.demo.errors import bad_request
from bot.demo.params import Params

CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(backend: Backend, params: Params) -> Message:
    """A text, perhaps with a keyboard."""
    chat_id = backend.writable_chat(params)
    content = text_content(params)
    preview = params.value("link_preview_options")
    if isinstance(preview, dict):
        content["link_preview_options"] = preview
    return _send(backend, params, chat_id, content)


def send_photo(backend: Backend, params: Params) -> Message:
    """A photo with an optional caption."""
    chat_id = backend.writable_chat(params)
    caption = caption_content(params)
    return _send(backend, params, chat_id, photo_content(backend, params) | caption)


def send_document(backend: Backend, params: Params) -> Message:
    """A file with an optional caption."""
    chat_id = backend.writable_chat(params)
    caption = caption_content(params)
    return _send(backend, params, chat_id, document_content(backend, params) | caption)


def send_chat_action(backend: Backend, params: Params) -> bool:
    """Shows "is typing" and the like in the page."""
    chat_id = backend.writable_chat(params)
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    for persona in backend.people.members(chat_id):
        backend.publish("typing", persona, chat_id, action=action)
    return True


def _send(backend: Backend, params: Params, chat_id: int, content: Content) -> Message:
    markup = keyboards.reply_markup(params)
    message: Message = {"from": backend.people.bot.user(), **_reply(backend, params, chat_id), **content}
    if params.flag("protect_content"):
        message["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    with backend.store.transaction():
        if markup and "inline_keyboard" not in markup:
            backend.chats.set_keyboard(chat_id, None if markup.get("remove_keyboard") else markup)
        return backend.post(chat_id, message)


def _reply(backend: Backend, params: Params, chat_id: int) -> dict[str, Any]:
    reply = params.value("reply_parameters")
    if reply is None:
        reply = {"message_id": params.integer("reply_to_message_id")}
        reply["allow_sending_without_reply"] = params.flag("allow_sending_without_reply")
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters JSON object")
    message_id = Params(reply).integer("message_id")
    if message_id == 0:
        return {}
    original = backend.chats.get(chat_id, message_id)
    if original is not None:
        original.pop("reply_to_message", None)
        return {"reply_to_message": original}
    if Params(reply).flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
