"""What the page shows: who there is, their chats, and what was said in one of them."""

from typing import Any

from bot.demo.backend import Backend
from bot.demo.methods.profile import menu_button, told
from bot.demo.params import Params
from bot.demo.people import Persona
from bot.demo.views import last_line, view

PAGE_LENGTH = 300
LONGEST_PAGE = 1_000


def state_view(backend: Backend) -> dict[str, Any]:
    """The bot and everybody with their chats."""
    bot, language = backend.people.bot, backend.habits.page_language
    about = {
        "id": bot.id,
        "username": bot.username,
        "name": told(backend, "name", language) or bot.name,
        "description": told(backend, "description", language),
        "short_description": told(backend, "short_description", language),
    }
    return {
        "bot": about,
        "language": language,
        "clock": backend.now() if backend.habits.forward else None,
        "personas": [_persona(backend, persona) for persona in backend.people.personas],
    }


def chat_view(backend: Backend, persona: Persona, chat_id: int, params: Params) -> dict[str, Any]:
    """The last messages (`limit`, `before` a message id, exclusive) with commands; marks the chat read."""
    limit = min(max(params.integer("limit", PAGE_LENGTH), 1), LONGEST_PAGE)
    before = params.integer("before") or None
    messages = backend.chats.history(chat_id, limit=limit, before=before)
    if backend.chats.read(chat_id, persona):
        backend.publish("state", persona, chat_id)
    commands = backend.commands.seen_by(
        user_id=persona.telegram_id, chat_id=chat_id, language_code=persona.language_code[:2]
    )
    return {
        "messages": [view(message, persona.telegram_id) for message in messages],
        "commands": commands,
        "menu": menu_button(backend, chat_id),
        "keyboard": backend.chats.keyboard(chat_id),
    }


def _persona(backend: Backend, persona: Persona) -> dict[str, Any]:
    return {
        "id": persona.id,
        "name": persona.first_name,
        "role": persona.role,
        "language": persona.language_code,
        "note": persona.note,
        "description": told(backend, "description", persona.language_code[:2]),
        "chats": [_chat(backend, persona, chat_id) for chat_id in backend.people.chats_of(persona)],
    }


def _chat(backend: Backend, persona: Persona, chat_id: int) -> dict[str, Any]:
    group, state = backend.people.group(chat_id), backend.chats.state(chat_id)
    last = backend.chats.history(chat_id, limit=1)
    return {
        "chat": str(chat_id),
        "kind": "group" if group else "private",
        "title": group.title if group else backend.people.bot.name,
        "unread": backend.chats.unread(chat_id, persona),
        "last": last_line(last[0], persona.language_code[:2]) if last else None,
        "blocked": bool(state and state.blocked),
        "started": bool(state and state.started),
    }
