"""deleteMessage and deleteMessages."""

from datetime import timedelta

from bot.demo.backend import Backend, Message
from bot.demo.errors import bad_request
from bot.demo.params import Params

DELETABLE = timedelta(hours=48)
MOST_AT_ONCE = 100


def delete_message(backend: Backend, params: Params) -> bool:
    """Delete one message of the last 48 hours."""
    chat_id = backend.writable_chat(params)
    message = backend.chats.get(chat_id, params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(backend, message):
        raise bad_request("message can't be deleted")
    _delete(backend, message)
    return True


def delete_messages(backend: Backend, params: Params) -> bool:
    """Delete up to 100 messages; those that cannot be deleted are skipped."""
    chat_id = backend.writable_chat(params)
    ids = params.value("message_ids")
    if not isinstance(ids, list) or not ids or not all(isinstance(one, int) for one in ids):
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    with backend.store.transaction():
        for message_id in ids:
            message = backend.chats.get(chat_id, message_id)
            if message and _deletable(backend, message):
                _delete(backend, message)
    return True


def _deletable(backend: Backend, message: Message) -> bool:
    group = backend.people.group(message["chat"]["id"])
    if group and group.bot_is_admin:
        return True
    own = message["from"]["id"] == backend.people.bot.id
    recent = backend.habits.clock() - message["date"] <= DELETABLE.total_seconds()
    return recent and (own or group is None)


def _delete(backend: Backend, message: Message) -> None:
    backend.chats.delete(message)
    backend.show("deleted", message)
