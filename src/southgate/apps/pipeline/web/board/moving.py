"""Moving a card: the same command as on the project page, asked and answered in place, or on a page of its own.

GET  move/<project>/             to which stage? (with scripts: in the card)
GET  move/<project>/?to=signed   on which day? or at once what is missing
POST move/<project>/             200 the column with the card; 422 every reason with its mend; 409 what changed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.board import columns as reading
from southgate.apps.pipeline.selectors.board.stages import StageWords, stage_words
from southgate.apps.pipeline.selectors.gates.gate import gate_of
from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.projects.commands import MoveStage
from southgate.apps.pipeline.services.projects.moving import move_stage
from southgate.apps.pipeline.web.board import pages, tabs, ways
from southgate.apps.pipeline.web.here import Here
from southgate.apps.pipeline.web.projects.forms import StageForm
from southgate.domain.errors import Reason, Refused, Stale
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.book.reading import feed
from southgate.kernel.identity.web.acting import send
from southgate.kernel.panels.answers import AuthedRequest, page

NOT_CARRIED = frozenset({"to", "of", "page"})


@dataclass(frozen=True, slots=True)
class Move:
    """What is about to be moved where. `to` is None while that is asked."""

    project: Any
    where: Here
    asked: Asked
    words: StageWords
    to: Stage | None
    form: StageForm

    @property
    def at(self) -> Stage:
        return Stage(self.project.stage)

    @property
    def names(self) -> Mapping[Stage, str]:
        return self.words.names

    @property
    def is_back(self) -> bool:
        return self.to is not None and STAGES.index(self.to) < STAGES.index(self.at)


def move_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    move = _move(request, project_for(request.actor, pk, "move_stage"))
    if request.method != "POST":
        return _show(request, move, reasons=_missing(request, move))
    if not move.form.is_valid():
        return _show(request, move, status=422)
    try:
        send(request, move_stage, _command(move))
    except Refused as refused:
        return _show(request, move, reasons=refused.reasons, status=422)
    except Stale as stale:
        return _show_stale(request, stale)
    return _done(request, move)


def _move(request: AuthedRequest, project: Any, *, data: Any = None) -> Move:
    where, asked = ways.here_and_asked(request, _conditions)
    words = stage_words(project.zone_id, request.today)
    given = data or request.POST or None
    text = str((given or request.GET).get("to", ""))
    offered = _offered(words, None if given else Stage(project.stage))  # a repeat comes after the move
    to = Stage(text) if text in offered else None
    choices = [(stage.value, words.names[stage]) for stage in offered]
    first = to or words.next(Stage(project.stage)) or offered[-1]
    initial = {"seen": project.version, "to": first.value, "occurred_on": request.today}
    form = StageForm(given, choices=choices, initial=initial, auto_id=f"m{project.pk.hex[-8:]}_%s")
    return Move(project, where, asked, words, to, form)


def _conditions(query: Mapping[str, Sequence[str]], by: Any, zone: UUID) -> Asked:
    return reading.asked_of({key: some for key, some in query.items() if key not in NOT_CARRIED}, by, zone)


def _offered(words: StageWords, at: Stage | None) -> list[Stage]:
    return [stage for stage in words.names if stage in words.known and stage is not at]


def _command(move: Move) -> MoveStage:
    said = move.form.cleaned_data
    return MoveStage(
        id=move.project.pk, seen=said["seen"], to=Stage(said["to"]), occurred_on=said["occurred_on"],
        reason=said["reason"],
    )  # fmt: skip


def _missing(request: AuthedRequest, move: Move) -> Sequence[Reason]:
    """What the gate misses, said before a day is asked: nobody fills in a form that cannot be taken."""
    if move.to is None or move.is_back:
        return ()
    gate = gate_of(request.actor, move.project.pk, move.to, today=request.today)
    return () if gate.open else gate.refusals


def _show(
    request: AuthedRequest,
    move: Move,
    *,
    reasons: Sequence[Reason] = (),
    changed: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    name = move.names[move.to] if move.to is not None else ""
    context = {
        "title": _("转阶段：%(name)s") % {"name": move.project.name},
        "lead": _("现在『%(stage)s』。写实际发生的那一天，不是填表的这一天。") % {"stage": move.names[move.at]},
        "refusal_title": _("不能转到『%(stage)s』") % {"stage": name} if name else "",
        "submit": _("转到『%(stage)s』") % {"stage": name} if name else _("写入阶段"),
        "id": move.project.pk,
        "form": move.form,
        "to": move.to,
        "asks_reason": move.is_back or any(reason.where == "reason" for reason in reasons) or bool(move.form.errors),
        "asks": move.to is not None and (request.method == "POST" or not reasons),
        "choices": _choices(move, request),
        "reasons": _with_mends(request, move, reasons),
        "changed": changed,
        "action": _address(request, move),
        "back_url": _board(request, move),
        "crumbs": [(_("看板"), _board(request, move)), (move.project.name, "")],
    }
    part = "pipeline/board/ask.html" if _in_place(request) else "pipeline/board/move.html"
    return page(request, part, context, status=status)


def _show_stale(request: AuthedRequest, stale: Stale) -> HttpResponse:
    """What was written since, in the words of the book; what was typed is kept and may be sent again, seen."""
    positions = {change.position for change in stale.changes}
    lines = feed(stale.subject, by=request.actor, limit=max(1, len(positions))).lines
    changed = [f"{line.by} {line.recorded_at:%H:%M}：{line.sentence}" for line in lines if line.position in positions]
    data = {**request.POST.dict(), "seen": stale.now}
    move = _move(request, project_for(request.actor, stale.subject, "move_stage"), data=data)
    return _show(request, move, changed=changed, status=409)


def _choices(move: Move, request: AuthedRequest) -> list[dict[str, Any]]:
    next_ = move.words.next(move.at)
    return [
        {"name": move.names[stage], "next": stage is next_, "url": f"{_address(request, move)}&to={stage.value}"}
        for stage in _offered(move.words, move.at)
    ]


def _with_mends(request: AuthedRequest, move: Move, reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Each reason with the place to mend it; the day and the reason of the move are mended in the form itself."""
    if not reasons:
        return []
    urls = {"to": reverse("pipeline:status", args=[move.project.pk])} if move.project.status != "normal" else {}
    if move.to is not None and not move.is_back:
        gate = gate_of(request.actor, move.project.pk, move.to, today=request.today)
        urls |= {need.key: need.url for need in gate.missing}
    return [{"reason": reason, "mend_url": urls.get(reason.where, "")} for reason in reasons]


def _done(request: AuthedRequest, move: Move) -> HttpResponse:
    assert move.to is not None
    say = _("『%(name)s』已转到『%(stage)s』") % {"name": move.project.name, "stage": move.names[move.to]}
    if not _in_place(request):
        messages.success(request, say)
        return redirect(_board(request, move))
    column = pages.moved_part(request, move.where, move.asked, move.to, move.project.pk)
    left = f"{reverse('board:column')}?{_query(request, move)}&of={move.at.value}"
    context = {"column": column, "say": say}
    if move.at is not move.to:
        context |= {"left": move.at.value, "left_url": left}
    answer = page(request, "pipeline/board/column.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#column-{move.to.value}", "outerHTML"
    return answer


def _in_place(request: AuthedRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted)


def _query(request: AuthedRequest, move: Move) -> str:
    """The conditions of the board that one came from, and the column that a phone shows of it."""
    at = reading.stage_asked(request.GET.get("column") or move.at.value)
    return urlencode(pages.query_of(move.asked, at))


def _address(request: AuthedRequest, move: Move) -> str:
    return f"{reverse('board:move', args=[move.project.pk])}?{_query(request, move)}"


def _board(request: AuthedRequest, move: Move) -> str:
    return f"{reverse(tabs.BOARD)}?{_query(request, move)}"
