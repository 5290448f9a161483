"""The page and its API: JSON over HTTP for what people see and do."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo import acts
from bot.demo.asking import Asking
from bot.demo.backend import Backend, Message
from bot.demo.botapi import read_params
from bot.demo.errors import BotApiError, PageError
from bot.demo.faults import Faults
from bot.demo.looking import chat_view, state_view
from bot.demo.params import Params
from bot.demo.people import Persona
from bot.demo.sentences import sentence
from bot.demo.sharing import CONTENTS
from bot.demo.transcript import Transcript

PAGE = Path(__file__).parent / "page"
SHOWN_INSIDE = ("image/png", "image/jpeg")

Act = Callable[[Params], Awaitable[Any]]


class Web:
    """Every handler takes the request's fields and returns what the page gets as JSON."""

    def __init__(self, backend: Backend, *, faults: Faults, transcript: Transcript) -> None:
        self._backend = backend
        self._asking = Asking(backend)
        self._faults = faults
        self._transcript = transcript

    def routes(self) -> list[BaseRoute]:
        """Everything the page asks for."""
        posts: dict[str, Act] = {
            "send": self._send,
            "edit": self._edit,
            "tap": self._tap,
            "inline": self._inline,
            "inline/choose": self._choose,
            "block": self._block,
            "unblock": self._unblock,
            "clock": self._clock,
            "fault": self._fault,
            "fault/clear": self._clear_faults,
        }
        shares: dict[str, Act] = {kind: self._share(kind) for kind in CONTENTS}
        gets: dict[str, Act] = {"state": self._state, "chat": self._chat, "requests": self._requests}
        return [
            *[Route(f"/api/{path}", self._endpoint(act), methods=["POST"]) for path, act in (posts | shares).items()],
            *[Route(f"/api/{path}", self._endpoint(act), methods=["GET"]) for path, act in gets.items()],
            Route("/api/events", self._events),
            Route("/api/file/{file_id}", self._file),
            Route("/", _index),
            Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
        ]

    async def _state(self, params: Params) -> Any:
        del params
        return state_view(self._backend)

    async def _chat(self, params: Params) -> Any:
        persona, chat_id = self._place(params)
        return chat_view(self._backend, persona, chat_id, params)

    async def _requests(self, params: Params) -> Any:
        del params
        return self._transcript.requests()

    async def _send(self, params: Params) -> Any:
        persona, chat_id = self._place(params)
        content = acts.text_of(params.text("text")) | acts.reply_to(self._backend, chat_id, params.integer("reply_to"))
        content |= acts.forwarded_from(self._backend, params.text("forwarded_from"))
        return {"message_id": acts.say(self._backend, persona, chat_id, content)["message_id"]}

    def _share(self, kind: str) -> Act:
        async def share(params: Params) -> Any:
            persona, chat_id = self._place(params)
            content = CONTENTS[kind](self._backend, persona, params)
            return {"message_id": acts.say(self._backend, persona, chat_id, content)["message_id"]}

        return share

    async def _edit(self, params: Params) -> Any:
        persona, chat_id = self._place(params)
        acts.edit(self._backend, persona, self._message(chat_id, params), params.text("text"))
        return {"message_id": params.integer("message_id")}

    async def _tap(self, params: Params) -> Any:
        persona, chat_id = self._place(params)
        return await self._asking.tap(persona, self._message(chat_id, params), params.text("data"))

    async def _inline(self, params: Params) -> Any:
        persona = self._backend.people.persona(params.text("persona"))
        return await self._asking.inline(persona, params.text("query"), params.text("offset"))

    async def _choose(self, params: Params) -> Any:
        persona, chat_id = self._place(params)
        query, result_id = params.text("query"), params.text("result_id")
        return {"message_id": self._asking.choose(persona, chat_id, query=query, result_id=result_id)["message_id"]}

    async def _block(self, params: Params) -> Any:
        acts.block(self._backend, self._backend.people.persona(params.text("persona")), blocked=True)
        return {"blocked": True}

    async def _unblock(self, params: Params) -> Any:
        acts.block(self._backend, self._backend.people.persona(params.text("persona")), blocked=False)
        return {"blocked": False}

    async def _clock(self, params: Params) -> Any:
        forward = self._backend.habits.forward
        if forward is None:
            raise PageError(404, "no_clock")
        forward(timedelta(hours=params.integer("hours")))
        return {"now": self._backend.now()}

    async def _fault(self, params: Params) -> Any:
        try:
            self._faults.add(dict(params.values))
        except (TypeError, ValueError):
            raise PageError(400, "no_number") from None
        return {"ok": True}

    async def _clear_faults(self, params: Params) -> Any:
        del params
        self._faults.clear()
        return {"ok": True}

    async def _events(self, request: Request) -> Response:
        del request
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._backend.events.subscribe(), media_type="text/event-stream", headers=headers)

    async def _file(self, request: Request) -> Response:
        found = self._backend.files.content(file_id=request.path_params["file_id"])
        if found is None:
            return _problem(PageError(404, "file_gone"), self._backend.habits.page_language)
        stored, content = found
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=86400"}
        if stored.mime in SHOWN_INSIDE:
            return Response(content, media_type=stored.mime, headers=headers)
        return Response(content, media_type="application/octet-stream", headers=headers | _as_download(stored.name))

    def _endpoint(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            language = self._backend.habits.page_language
            try:
                params = await read_params(request)
                language = self._language(params)
                return JSONResponse(await act(params))
            except PageError as problem:
                return _problem(problem, language)
            except BotApiError as problem:
                return JSONResponse({"error": problem.description}, status_code=problem.code)

        return endpoint

    def _language(self, params: Params) -> str:
        name = params.text("persona")
        return self._backend.people.persona(name).language_code[:2] if name else self._backend.habits.page_language

    def _place(self, params: Params) -> tuple[Persona, int]:
        persona = self._backend.people.persona(params.text("persona"))
        return persona, acts.chat_of(self._backend, persona, params.text("chat"))

    def _message(self, chat_id: int, params: Params) -> Message:
        message = self._backend.chats.get(chat_id, params.integer("message_id"))
        if message is None:
            raise PageError(404, "message_gone")
        return message


async def _index(request: Request) -> Response:
    del request
    index = PAGE / "index.html"
    return FileResponse(index, headers={"Cache-Control": "no-cache"}) if index.is_file() else Response(status_code=404)


def _problem(problem: PageError, language: str) -> Response:
    return JSONResponse({"error": sentence(language, problem.key, **problem.facts)}, status_code=problem.status)


def _as_download(name: str) -> dict[str, str]:
    quoted = json.dumps(name.encode("ascii", "replace").decode())
    return {"Content-Disposition": f"attachment; filename={quoted}"}
