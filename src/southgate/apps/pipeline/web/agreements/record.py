"""The agreement page: where it stands, its text with the flagged passages, reviews, what both sides promised."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.selectors.agreements.record import AgreementRecord, agreement_record
from southgate.apps.pipeline.selectors.agreements.rules import clause_source
from southgate.apps.pipeline.selectors.agreements.subjects import count_entries, of_agreement
from southgate.apps.pipeline.selectors.agreements.versions import version_of
from southgate.apps.pipeline.web.agreements import shaping
from southgate.domain.agreements.difference import Change
from southgate.domain.agreements.words import CHANGEABLE, FORM_NAMES, STATE_NAMES, AgreementForm, State
from southgate.kernel.book.reading import Line, feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.registry import Seen, panels_of
from southgate.kernel.panels.words import day_words, gap

ENTRIES = 20


@require_GET
def agreement_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    by, position = request.actor, position_of(request)
    known = agreement_record(by, pk, today=day_of(request), position=position)
    passages = {one.id: one for one in known.passages}
    changeable = known.can["edit"] and known.state in CHANGEABLE
    context = {
        "title": known.columns["title"],
        "tags": [_(FORM_NAMES[AgreementForm(known.columns["form"])]), _(STATE_NAMES[known.state])],
        "lead": lead(known),
        "crumbs": shaping.crumbs(known),
        "known": known,
        "strip": strip(known),
        "step": shaping.next_step(known),
        "others": shaping.other_steps(known),
        "pieces": [shaping.piece(one, passages) for one in known.segments],
        "passages": [shaping.passage(one) for one in known.passages],
        "rules": clause_source(known.zone, day_of(request)),
        "reviews": [shaping.review(one) for one in known.reviews],
        "versions": [shaping.version(one, pk) for one in known.versions],
        "commitments": [shaping.commitment(one, changeable=changeable) for one in known.commitments],
        "changeable": changeable,
        "may_flag": known.can["flag"] and known.text and known.state not in (State.SIGNED, State.ENDED),
        "panels": panels_of("agreement", Seen(by, pk, day_of(request), position)),
        "feed": book(request, known, position),
    }
    return page(request, "pipeline/agreements/agreement.html", context)


def lead(known: AgreementRecord) -> str:
    """Where it stands and what is missing, in one sentence or two."""
    columns = known.columns
    said = {
        State.DRAFT: _("起草中，第 %(n)s 版") if columns["text_number"] else _("起草中，还没有文本"),
        State.RETURNED: _("已退回：%(why)s"),
        State.SUBMITTED: _("第 %(n)s 版在等审批，由提交人和起草人以外的人办"),
        State.APPROVED: _("第 %(n)s 版已批准，还没有签订"),
        State.SIGNED: _("%(signed)s签订第 %(n)s 版"),
        State.ENDED: _("已终止：%(why)s"),
    }[known.state]
    signed = day_words(columns["signed_on"], year=True, weekday=False) if columns["signed_on"] else ""
    why = known.returned if known.state is State.RETURNED else known.ended
    words = said % {"n": columns["text_number"], "why": why, "signed": signed}
    return words + _("。") + _missing(known)


def _missing(known: AgreementRecord) -> str:
    if known.state in (State.SIGNED, State.ENDED) or not known.open_flags:
        return ""
    if known.review is None:
        return _("有 %(count)s 处条款要公平竞争审查，审查记录挂上以前不能批准。") % {"count": known.open_flags}
    return ""


def strip(known: AgreementRecord) -> list[list[dict[str, Any]]]:
    columns, people = known.columns, known.people
    project = reverse("pipeline:project", args=[known.project])

    def named(column: str) -> str:
        return people.get(columns[column], "") or gap("unset")

    return [
        [{"label": _("项目"), "value": known.project_name, "url": project},
         {"label": _("企业"), "value": known.enterprise_name or gap("unset")}],
        [{"label": _("合同编号"), "value": columns["contract_number"] or gap("unset")}],
        [{"label": _("起草"), "value": named("written_by_id")}, {"label": _("审批"), "value": named("approved_by_id")}],
    ]  # fmt: skip


def book(request: AuthedRequest, known: AgreementRecord, position: int | None) -> dict[str, Any]:
    before = request.GET.get("before", "")
    subjects = of_agreement(known.id)
    found = feed(
        subjects, by=request.actor, before=int(before) if before.isdecimal() else None, until=position, limit=ENTRIES
    )
    url = reverse("agreements:agreement", args=[known.id])
    day = f"&day={request.as_of.isoformat()}" if request.as_of else ""
    total = count_entries(subjects, position)
    rest = count_entries(subjects, found.older - 1) if found.older is not None else 0
    return {
        "total": total,
        "days": list(_days(found.lines, request)),
        "look_action": url,
        "look_day": day_of(request),
        "more_url": f"{url}?before={found.older}{day}" if found.older is not None else "",
        "more_count": rest,
    }


def _days(lines: Iterable[Line], request: AuthedRequest) -> Iterable[dict[str, Any]]:
    for day, some in groupby(lines, key=lambda line: line.recorded_at.date()):
        yield {"day": day, "is_today": day == request.today, "entries": [_entry(line) for line in some]}


def _entry(line: Line) -> dict[str, Any]:
    late = (line.recorded_at.date() - line.occurred_on).days if line.back_entered else 0
    by = " ".join(filter(None, (line.by, line.unit)))
    return {"sentence": line.sentence, "at": f"{line.recorded_at:%H:%M}", "by": by, "late_days": late}


@require_GET
def version_page(request: AuthedRequest, pk: UUID, number: int) -> HttpResponse:
    """One version against the one before, sentence by sentence."""
    found = version_of(request.actor, pk, number, position=position_of(request))
    names = {Change.SAME: "", Change.TAKEN: "del", Change.ADDED: "ins"}
    known = agreement_record(request.actor, pk, today=day_of(request), position=position_of(request))
    context = {
        "title": _("第 %(n)s 版文本") % {"n": number},
        "crumbs": [*shaping.crumbs(known), (found.title, reverse("agreements:agreement", args=[pk]))],
        "lead": _("和第 %(n)s 版比改了什么") % {"n": number - 1} if number > 1 else _("第一版，全文"),
        "pieces": [(names[one.change], one.text) for one in found.pieces],
        "changed": any(one.change is not Change.SAME for one in found.pieces),
        "sha256": found.sha256,
    }
    return page(request, "pipeline/agreements/version.html", context)
