"""The Bot API methods the stand-in knows, by their lower-case names."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.backend import Backend
from bot.demo.methods import answering, chatting, deleting, editing, profile, receiving, sending
from bot.demo.params import Params

Method = Callable[[Backend, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "getmyname": profile.get_my_name,
    "setmyname": profile.set_my_name,
    "getmydescription": profile.get_my_description,
    "setmydescription": profile.set_my_description,
    "getmyshortdescription": profile.get_my_short_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmycommands": profile.get_my_commands,
    "setmycommands": profile.set_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "getchatmenubutton": profile.get_chat_menu_button,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagemedia": editing.edit_message_media,
    "deletemessage": deleting.delete_message,
    "deletemessages": deleting.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
    "getfile": chatting.get_file,
    "getchat": chatting.get_chat,
    "getchatmember": chatting.get_chat_member,
    "getchatmembercount": chatting.get_chat_member_count,
    "getchatadministrators": chatting.get_chat_administrators,
    "leavechat": chatting.leave_chat,
}
