"""What the pages of agreements show of a value: words with their marks, quantities, distances, the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.agreements.record import (
    AgreementRecord,
    Passage,
    Promised,
    Reviewed,
    Segment,
    Version,
)
from southgate.domain.agreements.words import (
    CHANGEABLE,
    CLAUSE_NAMES,
    CONCLUSION_NAMES,
    FLAG_NAMES,
    SIDE_NAMES,
    STANDING_NAMES,
    ClauseState,
    Conclusion,
    Flag,
    Side,
    Standing,
    State,
)
from southgate.kernel.panels.words import days_left, decimal, mark

COLOURS = {ClauseState.OPEN: "yellow", ClauseState.CLEARED: "normal", ClauseState.REMOVED: "normal"}
CONCLUDED = {Conclusion.PASSED: "normal", Conclusion.WITH_CHANGES: "normal", Conclusion.NOT_PASSED: "red"}
STOOD = {Standing.MET: "normal", Standing.MISSED: "red", Standing.WAIVED: "normal", Standing.OPEN: "normal"}
NEAR = 20
"""Working days before a due day in which it is marked as near: about a month."""
Step = tuple[str, str]


def quantity_words(quantity: int | None, places: int, unit: str) -> str:
    """400 万元/亩; nothing for what is not counted."""
    return "" if quantity is None else f"{decimal(quantity, places)} {_(unit) if unit else ''}".strip()


def piece(one: Segment, passages: Mapping[UUID, Passage]) -> dict[str, Any]:
    """A piece of the text; flagged ones with the words and marks of each flag."""
    found = [passages[id] for id in one.clauses if id in passages]
    flags = [(f"p-{two.key}", mark(COLOURS[ClauseState(two.state)], _(FLAG_NAMES[Flag(two.flag)]))) for two in found]
    return {"text": one.text, "flags": flags, "open": any(two.state == ClauseState.OPEN for two in found)}


def passage(one: Passage) -> dict[str, Any]:
    state = ClauseState(one.state)
    return {
        "id": f"p-{one.key}",
        "flag": _(FLAG_NAMES[Flag(one.flag)]),
        "rule": _(one.rule) if one.rule else "",
        "why": _(one.why) if one.why else "",
        "quote": one.quote,
        "mark": mark(COLOURS[state], _(CLAUSE_NAMES[state])),
        "by_person": one.added_by if one.found_by == "person" else "",
        "judged": one,
        "clear_url": reverse("agreements:clear", args=[one.id]) if one.can_judge else "",
    }


def review(one: Reviewed) -> dict[str, Any]:
    conclusion = Conclusion(one.conclusion)
    return {"one": one, "mark": mark(CONCLUDED[conclusion], _(CONCLUSION_NAMES[conclusion])),
            "file_url": reverse("files:take", args=[one.file])}  # fmt: skip


def version(one: Version, agreement: UUID) -> dict[str, Any]:
    return {"one": one, "url": reverse("agreements:version", args=[agreement, one.number])}


def commitment(one: Promised, *, changeable: bool) -> dict[str, Any]:
    links: list[Step] = []
    if changeable:
        links = [(_("改"), _url("edit-commitment", one.id)), (_("去掉"), _url("drop", one.id))]
    if one.can_decide:
        links = [(_("认定"), _url("decide", one.id)), (_("不予认定"), _url("unclaim", one.id))]
    elif one.can_claim:
        links = [(_("报告履行"), _url("claim", one.id))]
    return {
        "one": one,
        "side": _(SIDE_NAMES[Side(one.side)]),
        "title": _(one.title),
        "quantity": quantity_words(one.quantity, one.places, one.unit),
        "mark": standing_mark(one.state, one.claimed, one.left),
        "file_url": reverse("files:take", args=[one.evidence_file]) if one.evidence_file else "",
        "links": links,
    }


def _url(name: str, pk: UUID) -> str:
    return reverse(f"agreements:{name}", args=[pk])


def standing_mark(state: str, claimed: str, left: int | None) -> str:
    """How a commitment stands, in shape and word: overdue before near, a report before both."""
    if state != Standing.OPEN:
        return mark(STOOD[Standing(state)], _(STANDING_NAMES[Standing(state)]))
    if claimed:
        return mark("blue", _("等认定"), _(STANDING_NAMES[Standing(claimed)]))
    if left is None:
        return mark("normal", _("签订后起算"))
    if left < 0:
        return mark("red", _("逾期"), _("%(days)d 个工作日") % {"days": -left})
    return mark("yellow", _("临近"), days_left(left)) if left <= NEAR else mark("normal", _("履行中"), days_left(left))


def next_step(known: AgreementRecord) -> Step | None:
    """The one thing to do next with an agreement, for whom may do it."""
    steps = {
        State.DRAFT: _drafting, State.RETURNED: _returned, State.SUBMITTED: _approving, State.APPROVED: _signing,
    }  # fmt: skip
    return steps[known.state](known) if known.state in steps else None


def _step(known: AgreementRecord, verb: str, say: str, name: str) -> Step | None:
    return (say, reverse(f"agreements:{name}", args=[known.id])) if known.can[verb] else None


def _drafting(known: AgreementRecord) -> Step | None:
    if not known.columns["text_number"]:
        return _step(known, "edit", _("写入文本"), "text")
    if known.open_flags and known.review is None and known.can["review"]:
        return _step(known, "review", _("挂公平竞争审查记录"), "review")
    return _step(known, "edit", _("提交审批"), "submit")


def _returned(known: AgreementRecord) -> Step | None:
    return _step(known, "edit", _("改好写入新的一版"), "text")


def _approving(known: AgreementRecord) -> Step | None:
    """Who wrote or sent it is never shown a button that could only refuse him."""
    if known.open_flags and known.review is None and known.can["review"]:
        return _step(known, "review", _("挂公平竞争审查记录"), "review")
    if known.me in (known.columns["written_by_id"], known.columns["submitted_by_id"]):
        return None
    return _step(known, "approve", _("批准第 %(n)s 版") % {"n": known.columns["text_number"]}, "approve")


def _signing(known: AgreementRecord) -> Step | None:
    return _step(known, "edit", _("记签订"), "sign")


def other_steps(known: AgreementRecord) -> list[Step]:
    """Quieter ones beside the next."""
    live = known.state not in (State.SIGNED, State.ENDED)
    found = [
        _step(known, "edit", _("改基本资料"), "edit") if known.state in CHANGEABLE else None,
        _step(known, "edit", _("写入新的一版"), "text") if live and known.columns["text_number"] else None,
        _step(known, "approve", _("退回起草人"), "return")
        if known.state in (State.SUBMITTED, State.APPROVED)
        else None,
        _step(known, "end", _("终止协议"), "end") if known.state is not State.ENDED else None,
    ]
    first = next_step(known)
    return [one for one in found if one is not None and (first is None or one[1] != first[1])]


def crumbs(known: AgreementRecord) -> list[Step]:
    project = reverse("pipeline:project", args=[known.project])
    return [(_("协议与履约"), reverse("agreements:list")), (known.project_name, project)]
