"""getChat, getChatMember and their kin, leaveChat, getFile."""

from typing import Any

from bot.demo.acts import membership_changed
from bot.demo.backend import Backend
from bot.demo.errors import bad_request
from bot.demo.files import LARGEST_DOWNLOAD
from bot.demo.params import Params
from bot.demo.people import user

GIFT_KINDS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
GIFTS = dict.fromkeys(GIFT_KINDS, False)
ADMIN_RIGHTS = {
    name: name in {"can_manage_chat", "can_delete_messages"}
    for name in (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
        "can_edit_stories", "can_delete_stories",
    )
}  # fmt: skip


def get_chat(backend: Backend, params: Params) -> dict[str, Any]:
    """Everything about a chat."""
    chat_id = backend.known_chat(params)
    return backend.people.chat(chat_id) | {
        "accent_color_id": abs(chat_id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }


def get_chat_member(backend: Backend, params: Params) -> dict[str, Any]:
    """One person's place in a chat."""
    chat_id = backend.known_chat(params)
    user_id = params.integer("user_id")
    if user_id == backend.people.bot.id:
        return bot_member(backend, chat_id)
    persona = backend.people.by_telegram_id(user_id)
    if persona is None:
        raise bad_request("user not found")
    status = "member" if persona in backend.people.members(chat_id) else "left"
    return {"status": status, "user": user(persona)}


def get_chat_member_count(backend: Backend, params: Params) -> int:
    """How many are in a chat, the bot included."""
    chat_id = backend.known_chat(params)
    present = int(bot_member(backend, chat_id)["status"] != "left")
    return len(backend.people.members(chat_id)) + present


def get_chat_administrators(backend: Backend, params: Params) -> list[dict[str, Any]]:
    """The administrators of a group."""
    chat_id = backend.known_chat(params)
    if backend.people.group(chat_id) is None:
        raise bad_request("there are no administrators in the private chat")
    member = bot_member(backend, chat_id)
    return [member] if member["status"] == "administrator" else []


def bot_member(backend: Backend, chat_id: int) -> dict[str, Any]:
    """The bot's own place in a chat."""
    group, state = backend.people.group(chat_id), backend.chats.state(chat_id)
    bot = backend.people.bot.user()
    if group and state and state.blocked:
        return {"status": "left", "user": bot}
    if group and group.bot_is_admin:
        return {"status": "administrator", "user": bot, **ADMIN_RIGHTS}
    return {"status": "member", "user": bot}


def leave_chat(backend: Backend, params: Params) -> bool:
    """The bot leaves a group."""
    chat_id = backend.writable_chat(params)
    if backend.people.group(chat_id) is None:
        raise bad_request("chat member status can't be changed in private chats")
    before = bot_member(backend, chat_id)
    with backend.store.transaction():
        backend.chats.block(chat_id, blocked=True)
        new = bot_member(backend, chat_id)
        membership_changed(backend, chat_id, by=backend.people.bot.user(), old=before, new=new)
    for persona in backend.people.members(chat_id):
        backend.publish("state", persona, chat_id)
    return True


def get_file(backend: Backend, params: Params) -> dict[str, Any]:
    """Where a file of at most 20 MB can be downloaded."""
    stored = backend.files.by_id(params.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.described() | {"file_path": stored.path}
