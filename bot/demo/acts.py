"""What people do: write, edit, send things, tap, block. Each makes the update Telegram would make."""

from typing import Any

from bot.demo import formatting, utf16
from bot.demo.backend import Backend, Message
from bot.demo.content import LONGEST_CAPTION, LONGEST_TEXT
from bot.demo.errors import PageError
from bot.demo.people import Persona, user
from bot.demo.views import written


def chat_of(backend: Backend, persona: Persona, chat: str) -> int:
    """The chat id, when the person is in that chat; PageError 404 otherwise."""
    try:
        chat_id = int(chat)
    except ValueError:
        raise PageError(404, "no_chat") from None
    if persona not in backend.people.members(chat_id):
        raise PageError(404, "not_in_chat", name=persona.first_name)
    return chat_id


def say(backend: Backend, persona: Persona, chat_id: int, content: Message) -> Message:
    """Post a person's message and let the bot hear it."""
    group, state = backend.people.group(chat_id), backend.chats.state(chat_id)
    if state and state.blocked and not group:
        raise PageError(409, "blocked")
    with backend.store.transaction():
        if state and not state.started:
            backend.chats.start(chat_id)
        message = backend.post(chat_id, {"from": user(persona), **content})
        if hears(backend, message):
            backend.updates.add("message", message, chat_key=chat_id)
    return message


def text_of(text: str, *, name: str = "text", entities: str = "entities") -> Message:
    """A typed text with the entities Telegram finds in it; PageError 400 when it is empty or too long."""
    found = formatting.clean(text.replace("\r", "").replace("\0", ""), [])
    most = LONGEST_TEXT if name == "text" else LONGEST_CAPTION
    if utf16.length(found.text) > most:
        raise PageError(400, "too_long", most=most)
    if not found.text:
        if name == "caption":
            return {}
        raise PageError(400, "no_text")
    return {name: found.text} | ({entities: found.entities} if found.entities else {})


def edit(backend: Backend, persona: Persona, message: Message, text: str) -> None:
    """Change one's own message."""
    if message["from"]["id"] != persona.telegram_id:
        raise PageError(409, "not_yours")
    name, entities = ("text", "entities") if "text" in message else ("caption", "caption_entities")
    kept = {key: value for key, value in message.items() if key not in {name, entities}}
    changed = kept | text_of(text, name=name, entities=entities) | {"edit_date": backend.now()}
    with backend.store.transaction():
        backend.chats.replace(changed)
        if hears(backend, changed):
            backend.updates.add("edited_message", changed, chat_key=message["chat"]["id"])
    backend.show("edited", changed)


def reply_to(backend: Backend, chat_id: int, message_id: int | None) -> Message:
    """The part of a message that says what it answers."""
    original = backend.chats.get(chat_id, message_id) if message_id else None
    if original is None:
        return {}
    original.pop("reply_to_message", None)
    return {"reply_to_message": original}


def forwarded_from(backend: Backend, name: str) -> Message:
    """The part of a message that says who wrote it first, somebody whose account Telegram hides."""
    origin = {"type": "hidden_user", "sender_user_name": name, "date": backend.now()}
    return {"forward_origin": origin} if name else {}


def block(backend: Backend, persona: Persona, *, blocked: bool) -> None:
    """Block or unblock the bot."""
    chat_id = persona.telegram_id
    state = backend.chats.state(chat_id)
    if state is None or state.blocked == blocked:
        return
    member = {"status": "member", "user": backend.people.bot.user()}
    kicked = {"status": "kicked", "user": backend.people.bot.user(), "until_date": 0}
    old, new = (member, kicked) if blocked else (kicked, member)
    with backend.store.transaction():
        backend.chats.block(chat_id, blocked=blocked)
        if state.started:
            membership_changed(backend, chat_id, by=user(persona), old=old, new=new)
    backend.publish("state", persona, chat_id)


def membership_changed(
    backend: Backend, chat_id: int, *, by: dict[str, Any], old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Tell the bot that its own place in a chat changed."""
    change = {"from": by, "date": backend.now(), "old_chat_member": old, "new_chat_member": new}
    backend.updates.add("my_chat_member", {"chat": backend.people.chat(chat_id), **change}, chat_key=chat_id)


def hears(backend: Backend, message: Message) -> bool:
    """Whether the bot gets this message: in groups, privacy mode leaves only what is meant for it."""
    group, bot = backend.people.group(message["chat"]["id"]), backend.people.bot
    state = backend.chats.state(message["chat"]["id"])
    if group is None:
        return True
    if state and state.blocked:
        return False
    if not bot.privacy_mode or group.bot_is_admin:
        return True
    if message.get("via_bot", {}).get("id") == bot.id:
        return True
    return message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id or _addressed(message, bot.username)


def _addressed(message: Message, username: str) -> bool:
    text, entities = written(message)
    me = f"@{username.lower()}"
    for entity in entities:
        word = utf16.cut(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "mention" and word == me:
            return True
        if entity["type"] == "bot_command" and ("@" not in word or word.endswith(me)):
            return True
    return False
