"""Suspicions as JSON: plain data, as `documents` describes it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.suspicions.desk import Case, DeskPage, Side
from southgate.apps.pipeline.selectors.suspicions.sides import Papers, Sight
from southgate.domain.errors import Reason
from southgate.kernel.book.reading import Feed
from southgate.kernel.panels.rest.answering import entries
from southgate.kernel.panels.templatetags.face import mending, said


def desk(found: DeskPage) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.number,
        "size": found.size,
        "counts": dict(found.counts),
        "rows": [case(one) for one in found.rows],
    }


def case(one: Case) -> dict[str, Any]:
    return {
        "id": one.id, "version": one.version, "state": one.state, "a": side(one.a), "b": side(one.b),
        "strength": one.strength, "kinds": [kind.value for kind in one.kinds],
        "because": [said(reason) for reason in one.because], "keeps": one.keeps, "again": one.again,
    }  # fmt: skip


def side(one: Side) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "name", "code", "firm", "zone")}


def whole(known: Sight, found: Feed) -> dict[str, Any]:
    return {
        "pair": case(known.case),
        "suspicions": [
            {
                "id": one.id, "kind": one.kind, "strength": one.strength, "state": one.state,
                "because": [said(reason) for reason in one.because],
            }
            for one in known.known
        ],
        "facts": [
            {"label": _(one.label), "kind": one.kind, "a": one.a, "b": one.b, "alike": one.alike}
            for one in known.facts
        ],
        "papers_of_a": papers(known.of_a),
        "papers_of_b": papers(known.of_b),
        "reason": known.reason,
        "judged_on": known.judged_on,
        "can": {"judge": known.can_judge, "take_up": known.can_take_up},
        "against": [reason(one) for one in known.against],
        "unsettled": [one.id for one in known.unsettled],
        **entries(found),
    }  # fmt: skip


def papers(of: Papers) -> dict[str, Any]:
    found: dict[str, list[Any]] = {
        name: [one.id for one in getattr(of, name)] for name in ("signings", "vouchers", "documents", "files")
    }
    shown = {id for ids in found.values() for id in ids}
    return {**found, "shared": sorted(of.shared & shown)}


def reason(one: Reason) -> dict[str, Any]:
    return {"say": said(one), "mend": mending(one), "where": one.where, "item": one.item}
