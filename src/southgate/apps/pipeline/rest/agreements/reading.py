"""Agreements over HTTP: lists, one record, one version against the one before."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies.projects import works_in
from southgate.apps.pipeline.selectors.agreements import listing
from southgate.apps.pipeline.selectors.agreements.record import AgreementRecord, agreement_record
from southgate.apps.pipeline.selectors.agreements.subjects import of_agreement
from southgate.apps.pipeline.selectors.agreements.versions import version_of
from southgate.domain.agreements.words import FLAG_NAMES, Flag
from southgate.domain.errors import NotFound
from southgate.kernel.book.reading import feed
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of
from southgate.kernel.panels.rest.answering import answer, entries
from southgate.kernel.panels.rest.asking import PageNumber, zone_asked

ENTRIES = 20
SAID = (
    "title",
    "form",
    "state",
    "contract_number",
    "text_number",
    "submitted_on",
    "approved_on",
    "signed_on",
    "ended_on",
)


def _worked_in(request: AuthedRequest, zone: UUID | None) -> UUID:
    """Raises NotFound for who does not work in the zone."""
    where = zone_asked(request, zone)
    if not works_in(request.actor, where):
        raise NotFound(str(where))
    return where


def unsigned(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """Agreements that are not signed yet, those that wait for a decision first."""
    found = listing.unsigned(request.actor, _worked_in(request, zone))
    return answer([asdict(one) for one in found])


def commitments(
    request: AuthedRequest,
    show: Literal["open", "claimed", "ended"] = "open",
    page: PageNumber = 1,
    zone: UUID | None = None,
) -> HttpResponse:
    """What both sides of signed agreements promised, the overdue first."""
    where = _worked_in(request, zone)
    found = listing.due_page(request.actor, where, today=request.today, show=show, number=page)
    rows = [{**asdict(one), "title": _(one.title)} for one in found.rows]
    return answer({"total": found.total, "overdue": found.overdue, "page": page, "rows": rows})


def agreement(request: AuthedRequest, id: UUID) -> HttpResponse:
    """One agreement, today or as known on a past day (`day`)."""
    by, position = request.actor, position_of(request)
    known = agreement_record(by, id, today=day_of(request), position=position)
    found = feed(of_agreement(id), by=by, until=position, limit=ENTRIES)
    return answer({**_record(known), **entries(found)}, version=known.version)


def _record(known: AgreementRecord) -> dict[str, Any]:
    columns = known.columns
    return {
        "id": known.id, "version": known.version, "zone": known.zone, "project": known.project,
        "project_name": known.project_name, "enterprise_name": known.enterprise_name,
        **{name: columns[name] for name in SAID},
        "supplements": columns["supplements_id"], "signing": columns["signing_id"], "text": known.text,
        "returned": known.returned, "ended": known.ended, "can": known.can,
        "passages": [
            {**asdict(one), "flag_name": _(FLAG_NAMES[Flag(one.flag)]), "rule": _(one.rule) if one.rule else "",
             "why": _(one.why) if one.why else ""}
            for one in known.passages
        ],
        "versions": [asdict(one) for one in known.versions],
        "reviews": [asdict(one) for one in known.reviews],
        "commitments": [{**asdict(one), "title": _(one.title)} for one in known.commitments],
    }  # fmt: skip


def version(request: AuthedRequest, id: UUID, number: int) -> HttpResponse:
    """One version of the text, and what it changed."""
    found = version_of(request.actor, id, number, position=position_of(request))
    pieces = [{"change": one.change.value, "text": one.text} for one in found.pieces]
    return answer({"number": found.number, "latest": found.latest, "sha256": found.sha256, "pieces": pieces})
