"""One pair: why it is asked about, both sides beside each other, the judgement, and what follows from it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.suspicions import desk as reading
from southgate.apps.pipeline.selectors.suspicions.reading import pair_for
from southgate.apps.pipeline.selectors.suspicions.sides import Papers, Sight, sight
from southgate.apps.pipeline.services.suspicions.judging import judge_pairs, take_up_pairs
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.suspicions import showing
from southgate.apps.pipeline.web.suspicions.forms import JudgeForm, TakeUpForm
from southgate.domain.counting.vouchers import KIND_NAMES as SLIP_NAMES
from southgate.domain.counting.vouchers import STATE_NAMES as SLIP_STATES
from southgate.domain.matching.bundles.kinds import KIND_NAMES, Kind
from southgate.domain.money import Money
from southgate.kernel.book.reading import Line, feed
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.naming import person_names
from southgate.kernel.panels.answers import AuthedRequest, page, shown

TEMPLATE = "pipeline/suspicions/pair.html"


def pair_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = sight(request.actor, pk)
    form = JudgeForm(known, initial={"seen": known.case.version})
    return page(request, TEMPLATE, {**_context(request, known), "form": form})


def judge_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """POST judges; GET is the pair, where both sides stand beside each other."""
    pair_for(request.actor, pk, "judge")
    if request.method != "POST":
        return redirect("suspicions:pair", pk)
    known = sight(request.actor, pk)
    form = JudgeForm(known, request.POST)
    done = done_at(request, reverse("suspicions:pair", args=[pk]), _("判断已写入"))
    context = {**_context(request, known), "refusal_title": _("判断没有写入")}
    return form_page(request, form, context, partial(form.command, pk), judge_pairs, done, TEMPLATE)


def take_up_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    pair_for(request.actor, pk, "take_up")
    known = sight(request.actor, pk)
    form = TakeUpForm(request.POST or None, initial={"seen": known.case.version})
    url = reverse("suspicions:pair", args=[pk])
    context = {
        "title": _("撤回判断"),
        "lead": _("撤回以后，这一对重新等人判断；原来的判断和理由留在账上。"),
        "crumbs": [(_("疑点"), reverse("suspicions:desk")), (showing.title(known.case), url)],
        "submit": _("撤回判断，重新复核"),
        "back_url": url,
    }
    done = done_at(request, url, _("已撤回，重新等判断"))
    return form_page(request, form, context, partial(form.command, pk), take_up_pairs, done)


def _context(request: AuthedRequest, known: Sight) -> dict[str, Any]:
    before, after = reading.neighbours(request.actor, here(request).zone, known.pair)
    return {
        "title": showing.title(known.case),
        "tags": [_(showing.STATES[known.case.state]), showing.strength(known.case.strength)],
        "lead": _lead(known),
        "crumbs": [(_("疑点"), reverse("suspicions:desk"))],
        "known": known,
        "kinds": [(_(KIND_NAMES[Kind(one.kind)]), one.because, showing.STATES[one.state]) for one in known.known],
        "facts": [_fact(one) for one in known.facts],
        "sides": [_side(known, known.a, known.of_a), _side(known, known.b, known.of_b)],
        "against": shown(known.against),
        "may_judge": known.can_judge and request.as_of is None,
        "may_take_up": known.can_take_up and request.as_of is None,
        "before_url": _url(before),
        "after_url": _url(after),
        "unsettled": [_signing(one, frozenset()) for one in known.unsettled],
        "feed": _book(request, known),
    }


def _url(case: reading.Case | None) -> str:
    return reverse("suspicions:pair", args=[case.id]) if case is not None else ""


def _lead(known: Sight) -> str:
    case = known.case
    if case.state == "open":
        return _("看两边的事实和材料，判断是不是同一个项目。判断只记在账上，不改项目，也不进入排名。")
    who = person_names([known.judged_by]).get(known.judged_by, "") if known.judged_by is not None else ""
    params = {"who": who, "day": known.judged_on, "reason": known.reason}
    if case.state == "different":
        return _("%(day)s %(who)s判为不是同一个项目：%(reason)s") % params
    keeps = case.a if case.keeps == case.a.id else case.b
    params["name"] = keeps.name
    return _("%(day)s %(who)s判为同一个项目，保留『%(name)s』计数。%(reason)s") % params


def _fact(one: Any) -> dict[str, Any]:
    return {
        "label": _(one.label), "kind": one.kind, "a": one.a, "b": one.b, "alike": one.alike,
        "word": _(showing.ALIKE[one.alike]) if one.alike else "",
    }  # fmt: skip


def _side(known: Sight, row: Any, papers: Papers) -> dict[str, Any]:
    """One project's papers; what both have comes first and says so."""
    return {
        "name": row.name,
        "url": reverse("pipeline:project", args=[row.pk]),
        "keeps": known.case.keeps == row.pk,
        "signings": [_signing(one, papers.shared) for one in papers.signings],
        "vouchers": [_voucher(one, papers.shared) for one in papers.vouchers],
        "documents": [_document(one, papers.shared) for one in papers.documents],
        "files": [
            {"name": one.name, "url": one.url, "day": one.day, "both": one.id in papers.shared} for one in papers.files
        ],
    }


def _signing(one: Any, shared: frozenset[UUID]) -> dict[str, Any]:
    state = _("已撤回") if one.withdrawn else _(one.state)
    return {
        "url": reverse("figures:signing", args=[one.id]), "day": one.signed_on, "kind": _(one.kind), "sum": one.amount,
        "number": one.contract_number, "state": state, "both": one.id in shared, "project": one.project_name,
    }  # fmt: skip


def _voucher(one: Any, shared: frozenset[UUID]) -> dict[str, Any]:
    return {
        "url": reverse("vouchers:voucher", args=[one.pk]), "day": one.paid_on, "kind": _(SLIP_NAMES[one.kind]),
        "sum": Money(one.amount, one.currency), "number": one.number, "state": _(SLIP_STATES[one.state]),
        "both": one.pk in shared,
    }  # fmt: skip


def _document(one: Any, shared: frozenset[UUID]) -> dict[str, Any]:
    """A photo is told by where it was taken, another paper by its number."""
    photo = one.shot_at_on is not None
    return {
        "url": reverse("files:take", args=[one.file]) if one.file is not None else "",
        "day": one.shot_at_on or one.issued_on or one.added_on,
        "name": (_("现场照片 %(place)s") % {"place": one.place}).strip() if photo else one.number or _("无编号的资料"),
        "both": one.pk in shared,
    }  # fmt: skip


def _book(request: AuthedRequest, known: Sight) -> dict[str, Any]:
    """The book of all suspicions of the pair."""
    found = feed([one.id for one in known.known], by=request.actor)
    days = [
        {"day": day, "is_today": day == request.today, "entries": [_entry(line) for line in some]}
        for day, some in groupby(found.lines, key=lambda line: line.recorded_at.date())
    ]
    return {"total": sum(len(day["entries"]) for day in days), "days": days}


def _entry(line: Line) -> dict[str, Any]:
    return {
        "sentence": line.sentence, "at": f"{line.recorded_at:%H:%M}",
        "by": " ".join(filter(None, (line.by, line.unit))), "position": line.position,
    }  # fmt: skip
