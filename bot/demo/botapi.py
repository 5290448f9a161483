"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import inspect
import secrets
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.demo.backend import Backend
from bot.demo.errors import BotApiError, bad_request
from bot.demo.faults import Faults
from bot.demo.limits import Limits
from bot.demo.methods import METHODS
from bot.demo.params import Params, Upload, parsed
from bot.demo.transcript import Transcript

MOST_FIELDS = 1_000


class CutConnection(Response):
    """Promises a body and never sends it, so that the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and half a word."""
        del scope, receive
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


class BotApi:
    """Reads a request, lets trouble happen, calls the method, answers as Telegram does."""

    def __init__(self, backend: Backend, *, limits: Limits | None, transcript: Transcript) -> None:
        self.faults = Faults()
        self._backend = backend
        self._limits = limits
        self._transcript = transcript

    def routes(self) -> list[Route]:
        """Where the bot knocks."""
        return [
            Route("/bot{token}/{method}", self._request, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
        ]

    async def _request(self, request: Request) -> Response:
        name = request.path_params["method"]
        try:
            self._require_token(request)
            params = await read_params(request)
            self._transcript.record(name, params)
            fault = self.faults.next(name.lower(), params)
            if fault and fault.drop != "after":
                return CutConnection() if fault.drop else _refusal(fault.error())
            result = await self.call(name, params)
        except BotApiError as refusal:
            return _refusal(refusal)
        return CutConnection() if fault else _answer({"ok": True, "result": result})

    async def call(self, name: str, params: Params) -> Any:
        """The result of a Bot API method; BotApiError when it is refused."""
        method = METHODS.get(name.lower())
        if method is None:
            raise BotApiError(404, "Not Found: method not found")
        if self._limits:
            self._limits.check(name.lower(), _chat_id(params))
        result = method(self._backend, params)
        return await result if inspect.isawaitable(result) else result

    async def answer_to_push(self, request: dict[str, Any]) -> None:
        """A request the bot sent as its answer to a webhook push; its result goes nowhere, as with Telegram."""
        values = {name: value for name, value in request.items() if name != "method"}
        self._transcript.record(request["method"], Params(values))
        try:
            await self.call(request["method"], Params(values))
        except BotApiError:
            return

    async def _download(self, request: Request) -> Response:
        try:
            self._require_token(request)
        except BotApiError as refusal:
            return _refusal(refusal)
        found = self._backend.files.content(path=request.path_params["path"])
        if found is None:
            return _refusal(BotApiError(404, "Not Found"))
        return Response(found[1], media_type="application/octet-stream")

    def _require_token(self, request: Request) -> None:
        token = self._backend.people.bot.token
        if not secrets.compare_digest(request.path_params["token"].encode(), token.encode()):
            raise BotApiError(401, "Unauthorized")


async def read_params(request: Request) -> Params:
    """Parameters from the query string and from a JSON, form or multipart body."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Params(values | _json_object(await request.body()))
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return Params(values)
    files = {}
    async with request.form(max_files=MOST_FIELDS, max_fields=MOST_FIELDS) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await read_upload(value)
            else:
                values[name] = value
    return Params(values, files)


async def read_upload(upload: UploadFile) -> Upload:
    """An uploaded file with its bytes."""
    return Upload(upload.filename or "file", upload.content_type or "", await upload.read())


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        values = parsed(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return values


def _chat_id(params: Params) -> int:
    try:
        return params.integer("chat_id")
    except BotApiError:
        return 0


def _answer(body: dict[str, Any]) -> Response:
    return JSONResponse(body)


def _refusal(refusal: BotApiError) -> Response:
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after is not None else None
    return JSONResponse(refusal.body(), status_code=refusal.code, headers=headers)
