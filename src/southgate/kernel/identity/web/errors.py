"""The four ways of saying no as HTTP, for pages, fragments, JSON and the API alike.

| error | status | code |
|---|---|---|
| NotFound, Http404 | 404 | not_found |
| Forbidden, PermissionDenied | 403 | forbidden |
| MustChangePassword, NeedsSecondFactor | 403 | must_change_password, needs_second_factor |
| Stale | 409 | stale |
| too large | 413 | too_large |
| Refused | 422 | refused |
| VersionMissing | 428 | version_missing |
| TooMany | 429 | too_many |

JSON: `{"error": code, "say", "reasons": [{say, mend, where, item}]}`, a stale one also with
`"stale": [{id, seen, version, changes}]`; each sentence in the reader's language. Pages render `<status>.html`, a
request of htmx `parts/trouble.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.domain.errors import Forbidden, NotFound, Reason, Refused, SouthgateError, Stale

API = "/api/"
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class VersionMissing(SouthgateError):
    """A change came without the version that its writer saw (`If-Match`)."""


class TooMany(SouthgateError):
    """Too many requests; `seconds` until it is worth trying again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class MustChangePassword(SouthgateError):
    """Nothing is answered until the password is changed."""


class NeedsSecondFactor(SouthgateError):
    """Nothing is answered until a second factor is set."""


SAY: dict[str, str] = {
    "not_found": gettext_noop("没有这一项，或者你看不到它"),
    "forbidden": gettext_noop("你现在的岗位不能做这件事"),
    "must_change_password": gettext_noop("先更改口令，再做别的事"),
    "needs_second_factor": gettext_noop("先设置第二因素，再做别的事"),
    "stale": gettext_noop("别人刚改过，你填的还在"),
    "too_large": gettext_noop("太大了，没有收下"),
    "refused": gettext_noop("没有写入"),
    "version_missing": gettext_noop("没有说明改的是哪一版（If-Match）"),
    "too_many": gettext_noop("请求太多，请稍后再试"),
    "signed_out": gettext_noop("没有登录，或登录已过期"),
    "bad_request": gettext_noop("读不懂这个请求"),
    "no_method": gettext_noop("这个地址没有这种操作"),
}
_STATUS: tuple[tuple[Any, int, str], ...] = (
    ((NotFound, Http404), 404, "not_found"),
    (MustChangePassword, 403, "must_change_password"),
    (NeedsSecondFactor, 403, "needs_second_factor"),
    ((Forbidden, PermissionDenied), 403, "forbidden"),
    (Stale, 409, "stale"),
    (TOO_LARGE, 413, "too_large"),
    (Refused, 422, "refused"),
    (VersionMissing, 428, "version_missing"),
    (TooMany, 429, "too_many"),
)
_WHERE_TO: dict[str, str] = {"must_change_password": "account_change_password", "needs_second_factor": "mfa_index"}


def status_of(error: BaseException) -> tuple[int, str] | None:
    """(HTTP status, code), or None for an error that is not one of ours."""
    return next(((status, code) for kinds, status, code in _STATUS if isinstance(error, kinds)), None)


def problem(error: BaseException) -> tuple[int, dict[str, Any]]:
    """The error as (status, plain data). Raises LookupError for one that is not ours."""
    known = status_of(error)
    if known is None:
        raise LookupError(type(error).__name__)
    status, code = known
    body = said(code)
    if isinstance(error, Forbidden):
        body["reasons"] = [reason_data(Reason(error.say))]
    if isinstance(error, Refused):
        body["reasons"] = [reason_data(reason) for reason in error.reasons]
    if isinstance(error, Stale):
        body["stale"] = [stale_data(error)]
    return status, body


def said(code: str, say: str = "") -> dict[str, Any]:
    """The shape of every error; `say` (msgid) where the code's own sentence is not the right one."""
    return {"error": code, "say": _(say or SAY[code]), "reasons": []}


def reason_data(reason: Reason) -> dict[str, Any]:
    """One reason in the reader's language; `item` is the place of the command in the list that was sent."""
    return {
        "say": filled(reason.say, reason.params),
        "mend": filled(reason.mend, reason.params),
        "where": reason.where,
        "item": reason.item,
    }


def filled(text: str, params: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; so are labels of fields and reasons among its params."""
    if not text or not params:
        return _(text) if text else ""
    return _(text) % {name: _param(name, value) for name, value in params.items()}


def _param(name: str, value: Any) -> Any:
    if isinstance(value, Reason):
        return filled(value.say, value.params)
    return _(value) if name in {"label", "options"} and isinstance(value, str) and value else value


def stale_data(error: Stale) -> dict[str, Any]:
    changes = [
        {"position": c.position, "kind": c.kind, "by": c.by, "recorded_at": c.recorded_at, "fields": dict(c.fields)}
        for c in error.changes
    ]
    return {"id": str(error.subject), "seen": error.seen, "version": error.now, "changes": changes}


def wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    sends = request.content_type == "application/json"
    return request.path.startswith(API) or sends or accept.startswith("application/json")


def answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The error as this request wants to read it. Raises LookupError for one that is not ours."""
    status, body = problem(error)
    if wants_json(request):
        response: HttpResponse = JsonResponse(body, status=status)
    elif body["error"] in _WHERE_TO:
        response = _go(request, reverse(_WHERE_TO[body["error"]]))
    else:
        response = _page(request, error, status, body)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.seconds)
    return response


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """Reading leads to the page where it is mended; writing is refused with the way to it."""
    if getattr(request, "htmx", None):
        return HttpResponse(status=403, headers={"HX-Redirect": url})
    return redirect(url) if request.method in ("GET", "HEAD") else HttpResponse(status=403, headers={"Location": url})


def _page(request: HttpRequest, error: BaseException, status: int, body: dict[str, Any]) -> HttpResponse:
    reasons = (
        [{"reason": reason, "rule": reason.place} for reason in error.reasons] if isinstance(error, Refused) else []
    )
    context = {"reasons": reasons, "say": body["say"] if status != 403 else "", "status": status}
    if isinstance(error, Forbidden):
        context["say"] = _(error.say)
    htmx = getattr(request, "htmx", None)
    fragment = bool(htmx and not htmx.boosted)
    return render(request, "identity/part.html" if fragment else f"{status}.html", context, status=status)


class Errors:
    """Middleware: what a view raises of the four, and their kin, becomes an answer; everything else stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.path.startswith(API):
            return JsonResponse(said("no_method"), status=405, headers={"Allow": response["Allow"]})
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if status_of(exception) is not None else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: a body over the limit is 413, the rest is 400."""
    if isinstance(exception, TOO_LARGE):
        return answer(request, exception)
    if wants_json(request):
        return JsonResponse(said("bad_request"), status=400)
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: an address that leads nowhere."""
    return answer(request, NotFound(request.path))


def seen_version(request: HttpRequest) -> int:
    """The version in `If-Match: "7"`. Raises VersionMissing, or Refused for one that is no number."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise VersionMissing()
    number = given.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Refused([Reason('If-Match 应为版本号，例如 "7"', where="If-Match")])
    return int(number)


def install(api: Any) -> None:
    """The same answers for a NinjaAPI."""
    for kinds, _status, _code in _STATUS:
        for kind in kinds if isinstance(kinds, tuple) else (kinds,):
            api.add_exception_handler(kind, answer)
