"""Agreements of one project, for the panel on its page: how far each is, and what of it is due. Any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.models.agreements import Agreement, Clause, Commitment, CommitmentPast
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.selectors.agreements.reading import visible
from southgate.domain.agreements.words import FORM_NAMES, STATE_NAMES, AgreementForm, ClauseState, Standing, State
from southgate.kernel.book.reading import as_known_at, state_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.registry import Seen


def of_project(seen: Seen) -> Mapping[str, Any] | None:
    """None for who sees no agreements of the project; so is an enterprise's own reader."""
    project = Project.objects.filter(pk=seen.subject).first()
    if project is None or not project_rules.works_in(seen.by, project.zone_id):
        return None
    rows = list(visible(seen.by).filter(project=project).order_by("position", "id"))
    states = _states(rows, seen.position)
    flags = _flags(seen.by, project.pk) if seen.position is None else {}
    counts = _commitments(project.pk, seen.today, seen.position)
    live = seen.position is None
    return {
        "rows": [_row(row.pk, states[row.pk], flags, counts) for row in rows if row.pk in states],
        "new_url": _url("new", project.pk)
        if live and project_rules.RULES.can(seen.by, "draft_agreement", project)
        else "",
        "audit_url": _url("audit", project.pk) if live and project_rules.RULES.can(seen.by, "audit", project) else "",
    }


def _url(name: str, project: UUID) -> str:
    return reverse(f"agreements:{name}", args=[project])


def _states(rows: list[Agreement], position: int | None) -> dict[UUID, Mapping[str, Any]]:
    """Columns by agreement, today or as the book leaves them at `position`; a project has few of them."""
    if position is None:
        return {row.pk: row.__dict__ for row in rows}
    states = {row.pk: state_at("agreement", row.pk, position) for row in rows}
    return {pk: state for pk, state in states.items() if state is not None}


def _flags(by: Actor, project: UUID) -> dict[UUID, int]:
    open_ones = Clause.objects.filter(agreement__project=project, state=ClauseState.OPEN.value)
    return dict(open_ones.values_list("agreement_id").annotate(count=Count("pk")))


def _commitments(project: UUID, today: date, position: int | None) -> dict[UUID, Counter[str]]:
    """By agreement: how many commitments there are, were met, and are overdue."""
    rows: Any = Commitment.objects if position is None else as_known_at(CommitmentPast, position)
    found: dict[UUID, Counter[str]] = {}
    of_it = rows.filter(~Q(state=Standing.DROPPED.value), project=project)
    for agreement, state, due_on in of_it.values_list("agreement_id", "state", "due_on"):
        counter = found.setdefault(agreement, Counter())
        counter["all"] += 1
        counter["met"] += state == Standing.MET.value
        counter["overdue"] += state == Standing.OPEN.value and due_on < today
    return found


def _row(
    pk: UUID, state: Mapping[str, Any], flags: Mapping[UUID, int], counts: Mapping[UUID, Counter[str]]
) -> dict[str, Any]:
    signed = state["state"] == State.SIGNED.value
    counter = counts.get(pk, Counter())
    return {
        "url": reverse("agreements:agreement", args=[pk]),
        "title": state["title"],
        "form": _(FORM_NAMES[AgreementForm(state["form"])]),
        "state": _(STATE_NAMES[State(state["state"])]),
        "signed_on": state["signed_on"],
        "flags": flags.get(pk, 0) if not signed else 0,
        "commitments": counter["all"],
        "met": counter["met"],
        "overdue": counter["overdue"] if signed else 0,
    }
