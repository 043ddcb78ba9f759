"""The one way in which a page with a form writes: GET shows it, POST sends one command, a refusal shows it again.

    return form_page(request, form, context, partial(form.command, zone.pk), services.register_units, done)

What was typed is kept in every case. After a stale one the form carries the present version, so that sending it again
is a decision made with open eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from southgate.domain.errors import Reason, Refused, Stale
from southgate.kernel.book.writing import Answer
from southgate.kernel.panels.answers import AuthedRequest, command_id, page, shown

MEANWHILE = Reason("别人刚改过这里，你填的还在，什么都没有写入", mend="看清现在的样子；再提交一次，就以你填的为准")
Done = Callable[[Answer], HttpResponse]


def form_page(
    request: AuthedRequest,
    form: Any,
    context: Mapping[str, Any],
    command: Callable[[], Any],
    service: Any,
    done: Done,
    template: str = "kinds/form.html",
    meanwhile: Callable[[Stale], Mapping[str, Any]] | None = None,
    told: Callable[[Sequence[Reason]], list[dict[str, Any]]] = shown,
) -> HttpResponse:
    """`context` has the rest of the page (title, submit, back_url); `done` answers once it is written.

    `meanwhile` makes the panel of a stale form (parts/stale.html). A form of many fields needs it: sent again as it is,
    it would put back what others changed in fields that its reader left alone. `told` makes of a refusal's reasons what
    the page shows, where it knows more than their place: the page that mends each.
    """
    if request.method != "POST":
        return page(request, template, {**context, "form": form})
    if not form.is_valid():
        return page(request, template, {**context, "form": form}, status=422)
    try:
        return done(send(request, service, command()))
    except Refused as refused:
        return page(request, template, {**context, "form": form, "reasons": told(refused.reasons)}, status=422)
    except Stale as stale:
        if meanwhile is not None:
            return page(request, template, {**context, "form": form, "stale": meanwhile(stale)}, status=409)
        form.data = {**form.data.dict(), "seen": stale.now}
        return page(request, template, {**context, "form": form, "reasons": shown([MEANWHILE])}, status=409)


def send(request: AuthedRequest, service: Any, command: Any) -> Answer:
    """One command by whoever is signed in, under the id that the form carries."""
    answer: Answer = service([command], by=request.actor, today=request.today, command_id=command_id(request))
    return answer


def done_at(request: AuthedRequest, url: str, say: str) -> Done:
    """Say it and go there."""

    def done(answer: Answer) -> HttpResponse:
        messages.success(request, say)
        return redirect(url)

    return done
