"""Updates as nobody should send them: every field missing, of another kind, huge or odd, and real ones made absurd.

From a seed: the same one gives the same updates. What is said in them holds `CANARY`, so that it is found in a log.
"""

import random
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from desk import BUTTONS
from promised import Raw

CANARY = "zwaluwstaart"
STRANGERS = (1, 2, 5_000_000_000, 2**52, 2**63 + 7)
GROUP, CHANNEL = -5001, -1001234567890

ODD = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**30,
    1.5,
    float("inf"),
    "",
    " ",
    "7",
    "\0",
    "\ud800",
    "\u202e\u2066" + CANARY,
    "é́́́" * 50,
    "🏳️‍🌈" * 200,
    CANARY * 500,
    [],
    [[]],
    [{}],
    [None],
    {},
    {"id": None},
    {"id": 1},
    {"text": {"text": CANARY}},
)
WORDS = (
    CANARY,
    "wie regelt een dyslexieverklaring?",
    "en wie betaalt dat?",
    "L3-017 ziek sinds vrijdag",
    "L3-017 ziek van maandag tot zondag",
    "K7T-4",
    "L3-017 te laat 99999999999 uur",
    "L3-017 ongeoorloofd 3 uur gisteren",
    "L3-017 ziek sinds 31-02-0000",
    "ziek",
    "morgen",
    "maandag 30 november",
    "over 999999999 weken",
    "31 februari 99999",
    "elke dag om 25:61",
    "ja",
    "1",
    "30",
    "-0",
    "1e999",
    "٣١٢",
    "²³",
    "9" * 5000,
    "ik wil niet meer leven",
    "Quintijn Zwaluwstaart is ziek, 06-12345678",
    "<b>&lt;script&gt;{{ 7*7 }}%(x)s {0}",
    "' OR 1=1; DROP TABLE inbox; --",
    "\u202eziek\u2066",
    "\0\x01\x1b[31m",
    "\ud83d half",
    "👩‍👩‍👧‍👦" * 300,
    "a" * 4096,
    "\u200b",
    "\n" * 50,
    "@WegwijsTestBot",
    "@WegwijsTestBot dyslexie",
    "https://example.org/?q=" + CANARY,
)
ARGUMENTS = (
    *("", "0", "1", "2", "3", "-1", "²", "٣", "1.5", "1e3", "NaN", "None", "ja", "nee", "stop", "blad", "x" * 60),
    *("9" * 18, "9" * 19, "9" * 5000, "\0", "\ud800", "é", " ", "🙂", "'", "%s", "<b>", "{}", "../..", CANARY),
    *("zeven_bruggen", "school", "wie", "dag", "rol", "code", "kind", "start", "end", "hours", "anders", "correct"),
    *("mentor", "jeugdarts", "L3-017", "K7T-4", "ziek", "sick", "today", "2026-11-24", "0001-01-01", "9999-12-31"),
    *("nl", "en", "xx", "veiligheid.acuut", "dyslexie.diagnose", "start", "resolved", "geen", "uit", "weg", "trend"),
)
CONTENTS: tuple[Raw, ...] = (
    {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": CANARY},
    {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 2**40}},
    {"document": {"file_id": "a", "file_unique_id": "b", "file_name": f"{CANARY}.pdf"}},
    {"location": {"latitude": 91, "longitude": 1e309}},
    {"contact": {"phone_number": "0612345678", "first_name": CANARY}},
    {"sticker": {"emoji": CANARY}},
    {"dice": {"emoji": "x", "value": 10**20}},
    {"new_chat_members": [{"id": 99, "is_bot": True, "first_name": CANARY}, {}]},
    {"left_chat_member": {"id": 99, "is_bot": True, "first_name": CANARY}},
    {"new_chat_title": CANARY},
    {"group_chat_created": True},
    {"migrate_to_chat_id": -(2**60)},
    {"pinned_message": {"text": CANARY}},
    {"web_app_data": {"data": CANARY, "button_text": CANARY}},
    {"nog_niet_bedacht": {"text": CANARY}},
    {},
)
UNKNOWN_KINDS = (
    *("channel_post", "edited_channel_post", "business_message", "poll", "poll_answer", "chosen_inline_result"),
    *("message_reaction", "chat_member", "chat_join_request", "pre_checkout_query", "purchased_paid_media", "nieuw"),
)
MEMBER_OF_CHAT = ("member", "left", "kicked", "restricted", "administrator", "creator", "banned", "iets anders")


class Known(NamedTuple):
    """What is real here: who are members, what can be tapped, what can be commanded."""

    members: Sequence[int]
    verbs: Sequence[str]
    commands: Sequence[str]


class Hostile:
    """Makes updates, most of them well-formed with absurd content, the others broken somewhere."""

    def __init__(self, seed: object, known: Known) -> None:
        self.dice = random.Random(str(seed))
        self._known, self._number = known, 0
        self.seen: list[tuple[int, str]] = []

    def saw(self, chat_id: int, data: str) -> None:
        """Remember a button that the bot really sent, to be tapped in its chat or elsewhere."""
        self.seen.append((chat_id, data))
        if len(self.seen) > 500:
            del self.seen[self.dice.randrange(500)]

    def update(self) -> Raw:
        """Make the next one."""
        self._number += 1
        dice = self.dice.random()
        content: Raw
        if dice < 0.45:
            content = {"message": self._message()}
        elif dice < 0.80:
            content = {"callback_query": self._tap()}
        elif dice < 0.86:
            content = {"edited_message": self._message() | {"edit_date": 1_700_000_001}}
        elif dice < 0.90:
            content = {"inline_query": self._inline()}
        elif dice < 0.94:
            content = {"my_chat_member": self._membership()}
        elif dice < 0.98:
            content = {self.dice.choice(UNKNOWN_KINDS): self.dice.choice([self._message(), *deepcopy(ODD)])}
        else:
            content = {"message": self._message(), "callback_query": self._tap(), "poll": None}
        made: Raw = {"update_id": self._number, **content}
        for _ in range(self.dice.choice((0, 0, 0, 1, 1, 2, 4))):
            self._break(made)
        return made

    def _message(self) -> Raw:
        person = self._person()
        chat = self._chat(person["id"])
        said = self._said() if self.dice.random() < 0.85 else deepcopy(self.dice.choice(CONTENTS))
        made = {"message_id": self._number, "date": 1_700_000_000, "chat": chat, "from": person, **said}
        if self.dice.random() < 0.1:
            made["reply_to_message"] = {
                "message_id": 3,
                "date": 1_600_000_000,
                "chat": chat,
                "text": CANARY,
                "from": {"id": 99, "is_bot": True, "first_name": "Wegwijs", "username": "WegwijsTestBot"},
            }
        if self.dice.random() < 0.03:
            made["via_bot"] = {"id": 99, "is_bot": True, "first_name": "Wegwijs"}
        return made

    def _said(self) -> Raw:
        dice = self.dice.random()
        if dice < 0.45:
            command = self.dice.choice((*self._known.commands, "onzin", "start", CANARY, ""))
            named = self.dice.choice(("", "", "", "@WegwijsTestBot", "@WEGWIJSTESTBOT", "@een_ander"))
            typed = f"/{command}{named}"
            words = " ".join(self.dice.choices(WORDS + ARGUMENTS, k=self.dice.choice((0, 0, 1, 2, 5))))
            entity = {"type": "bot_command", "offset": 0, "length": len(typed)}
            return {"text": f"{typed} {words}".strip(), "entities": [entity, *self._entities()]}
        words = " ".join(self.dice.choices(WORDS, k=self.dice.choice((1, 1, 1, 2, 3))))
        return {"text": words} | ({"entities": self._entities()} if dice > 0.8 else {})

    def _entities(self) -> list[Raw]:
        kinds = ("bot_command", "mention", "url", "text_link", "custom_emoji", "zomaar")
        spots = (0, 1, -1, 5, 4096, 2**31, 10**20)
        return [
            {"type": self.dice.choice(kinds), "offset": self.dice.choice(spots), "length": self.dice.choice(spots)}
            for _ in range(self.dice.choice((0, 0, 1, 3)))
        ]

    def _tap(self) -> Raw:
        person = self._person()
        chat = self._chat(person["id"])
        data = self._data()
        if self.seen and self.dice.random() < 0.5:
            at, data = self.dice.choice(self.seen)
            if at > 0 and self.dice.random() < 0.9:
                person, chat = self._person(at), {"id": at, "type": "private"}
            if self.dice.random() < 0.3:
                data = self._bent(data)
        mark = BUTTONS.mark(chat["id"], data.encode(errors="replace").decode())
        told = {"message_id": 3, "date": self.dice.choice((0, 1_700_000_000)), "chat": chat, "text": CANARY}
        made = {"id": f"tap-{self._number}", "from": person, "chat_instance": "x", "message": told}
        made["data"] = data + (mark if self.dice.random() < 0.95 else self.dice.choice(("", "AAAAAAAA", mark[::-1])))
        if self.dice.random() < 0.05:
            del made["message"]
            made["inline_message_id"] = "abc"
        return made

    def _data(self) -> str:
        verb = self.dice.choice((*self._known.verbs, "onzin", ""))
        return ":".join([verb, *self.dice.choices(ARGUMENTS, k=self.dice.choice((0, 0, 1, 1, 2, 3, 9)))])

    def _bent(self, data: str) -> str:
        """Change one argument of a real button, or leave it out."""
        parts = data.split(":")
        at = self.dice.randrange(len(parts))
        parts[at : at + 1] = self.dice.choice(([], [self.dice.choice(ARGUMENTS)], [parts[at], parts[at]]))
        return ":".join(parts)

    def _inline(self) -> Raw:
        made = {"id": str(self._number), "from": self._person(), "query": self.dice.choice(WORDS), "offset": ""}
        return made | {"chat_type": self.dice.choice(("private", "sender", "zomaar")), "location": {"latitude": 52}}

    def _membership(self) -> Raw:
        person = self._person()
        bot = {"id": 99, "is_bot": True, "first_name": "Wegwijs"}
        old, new = ({"user": bot, "status": self.dice.choice(MEMBER_OF_CHAT), "until_date": 0} for _ in range(2))
        chat = self._chat(person["id"])
        return {"chat": chat, "from": person, "date": 1_700_000_000, "old_chat_member": old, "new_chat_member": new}

    def _person(self, number: int | None = None) -> Raw:
        who = self._known.members if self.dice.random() < 0.8 else STRANGERS
        told = {"id": number or self.dice.choice(who), "is_bot": False, "first_name": CANARY, "username": CANARY}
        return told | {"language_code": self.dice.choice(("nl", "en", "en-GB", "", "xx-🙂"))}

    def _chat(self, person: int) -> Raw:
        dice = self.dice.random()
        if dice < 0.85:
            return {"id": person, "type": "private", "first_name": CANARY}
        if dice < 0.95:
            return {"id": GROUP, "type": self.dice.choice(("group", "supergroup")), "title": CANARY}
        return {"id": CHANNEL, "type": self.dice.choice(("channel", "sender", "zomaar")), "title": CANARY}

    def _break(self, made: Raw) -> None:
        """Leave out, replace or add something anywhere."""
        holder, name = self.dice.choice(list(_places(made)) or [(made, "update_id")])
        dice = self.dice.random()
        if dice < 0.4:
            holder.pop(name, None) if isinstance(holder, dict) else holder.pop(name)
        elif dice < 0.9:
            holder[name] = self._odd()
        elif isinstance(holder, dict):
            holder[self.dice.choice(("id", "text", "from", "chat", "door", "nieuw", CANARY, ""))] = self._odd()

    def _odd(self) -> Any:
        return _deep(self.dice.choice((50, 2000))) if self.dice.random() < 0.05 else deepcopy(self.dice.choice(ODD))


def _places(within: Any, levels: int = 8) -> Any:
    """Give everything in an update that can be taken away or replaced."""
    for name in list(within) if isinstance(within, dict) else range(len(within)):
        yield within, name
        if levels and isinstance(within[name], dict | list):
            yield from _places(within[name], levels - 1)


def _deep(levels: int) -> Any:
    made: Any = CANARY
    for level in range(levels):
        made = [made] if level % 2 else {"message": made, "text": CANARY}
    return made
