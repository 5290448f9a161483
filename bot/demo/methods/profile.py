"""What the bot tells about itself: name, descriptions, commands, menu button."""

from typing import Any

from bot.demo.backend import Backend
from bot.demo.commands import read_commands, read_language, read_scope
from bot.demo.errors import bad_request
from bot.demo.params import Params
from bot.demo.utf16 import length

LONGEST = {"name": 64, "description": 512, "short_description": 120}
MENU_BUTTONS = {"commands", "default", "web_app"}
DEFAULT_MENU_BUTTON = {"type": "commands"}


def get_me(backend: Backend, params: Params) -> dict[str, Any]:
    """The bot itself."""
    del params
    return backend.people.bot.user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not backend.people.bot.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def told(backend: Backend, what: str, language_code: str) -> str:
    """Name, description or short_description as a reader of this language sees it."""
    texts = backend.store.setting(what, {})
    return str(texts.get(language_code) or texts.get("", ""))


def menu_button(backend: Backend, chat_id: int) -> dict[str, Any]:
    """The menu button of a private chat, or the default one."""
    buttons = backend.store.setting("menu_buttons", {})
    button: dict[str, Any] = buttons.get(str(chat_id)) or buttons.get("") or DEFAULT_MENU_BUTTON
    return button


def get_my_name(backend: Backend, params: Params) -> dict[str, str]:
    """The bot's name in a language."""
    return {"name": told(backend, "name", read_language(params)) or backend.people.bot.name}


def get_my_description(backend: Backend, params: Params) -> dict[str, str]:
    """What an empty chat shows."""
    return {"description": told(backend, "description", read_language(params))}


def get_my_short_description(backend: Backend, params: Params) -> dict[str, str]:
    """What the profile page shows."""
    return {"short_description": told(backend, "short_description", read_language(params))}


def set_my_name(backend: Backend, params: Params) -> bool:
    """At most 64 characters."""
    return _tell(backend, params, "name")


def set_my_description(backend: Backend, params: Params) -> bool:
    """At most 512 characters."""
    return _tell(backend, params, "description")


def set_my_short_description(backend: Backend, params: Params) -> bool:
    """At most 120 characters."""
    return _tell(backend, params, "short_description")


def _tell(backend: Backend, params: Params, what: str) -> bool:
    text = params.text(what).strip()
    if length(text) > LONGEST[what]:
        raise bad_request(f"BOT_{what.upper()}_INVALID")
    texts = backend.store.setting(what, {}) | {read_language(params): text}
    backend.store.keep(what, {language: told for language, told in texts.items() if told})
    return True


def get_my_commands(backend: Backend, params: Params) -> list[dict[str, str]]:
    """The list set for exactly this scope and language."""
    return backend.commands.get(read_scope(params, backend.known_chat), read_language(params))


def set_my_commands(backend: Backend, params: Params) -> bool:
    """Set the list of a scope and language."""
    scope, language = read_scope(params, backend.known_chat), read_language(params)
    backend.commands.put(scope, language, read_commands(params))
    _tell_pages(backend)
    return True


def delete_my_commands(backend: Backend, params: Params) -> bool:
    """Remove the list of a scope and language."""
    backend.commands.put(read_scope(params, backend.known_chat), read_language(params), [])
    _tell_pages(backend)
    return True


def get_chat_menu_button(backend: Backend, params: Params) -> dict[str, Any]:
    """The button beside the text field."""
    return menu_button(backend, params.integer("chat_id"))


def set_chat_menu_button(backend: Backend, params: Params) -> bool:
    """Change the button of one private chat, or of all."""
    chat_id = params.text("chat_id")
    if chat_id and backend.known_chat(params) < 0:
        raise bad_request("chat not found")
    button = params.value("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in MENU_BUTTONS:
        raise bad_request("can't parse menu button: unsupported type")
    if button["type"] == "web_app" and not (button.get("text") and isinstance(button.get("web_app"), dict)):
        raise bad_request("can't parse menu button: text and web_app are required")
    buttons = backend.store.setting("menu_buttons", {}) | {chat_id: button}
    backend.store.keep("menu_buttons", {key: kept for key, kept in buttons.items() if kept["type"] != "default"})
    _tell_pages(backend)
    return True


def _tell_pages(backend: Backend) -> None:
    backend.events.publish({"type": "state"})
