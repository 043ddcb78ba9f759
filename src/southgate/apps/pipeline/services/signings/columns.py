"""From what people give to the columns of a signing: references, the list as of the day, credit, since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.selectors.leads.record import credit_of_project
from southgate.apps.pipeline.services.signings import listing
from southgate.domain.counting.kinds import Known, Wanted
from southgate.domain.counting.reporting import missed_months
from southgate.domain.counting.words import Form, Screening, SigningKind
from southgate.domain.errors import Reason
from southgate.domain.projects import Stage
from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Said

Values = Mapping[str, Any]
REFERENCES = ("event", "enterprise", "carved_from", "listed_firm", "lead_unit")
TEXTS = ("contract_number", "recognised_number")
PLAIN = ("form", "signed_on", "signed_grain", "amount", "currency", "rate_millionths", "rate_on", "reinvestment",
         "municipal", "listed_share_millionths")  # fmt: skip


def with_defaults(project: Project, values: Values) -> dict[str, Any]:
    """What the project says already is not asked again."""
    found = {"form": Form.CONTRACT, "currency": "CNY", "signed_grain": "d", **values}
    if found.get("enterprise") is None:
        found["enterprise"] = project.enterprise_id
    if found.get("lead_unit") is None:
        found["lead_unit"] = project.lead_unit_id
    return found


def columns_from(values: Values) -> dict[str, Any]:
    """Values by column; words become kept words. Nothing is looked up here."""
    found: dict[str, Any] = {f"{name}_id": values[name] for name in REFERENCES if name in values}
    found |= {name: (values[name] or "").strip() for name in TEXTS if name in values}
    found |= {name: values[name] for name in PLAIN if name in values}
    if "form" in found:
        found["form"] = Form(found["form"]).value
    if "listed_evidence" in values:
        text = (values["listed_evidence"] or "").strip()
        found["listed_evidence_said"] = Said.of(text, label="listed_evidence") if text else None
    return found


def listed_columns(chosen: UUID | None, on: date) -> dict[str, Any] | Reason:
    """The one class of the firm as of the day. Without a firm the columns are empty."""
    if chosen is None:
        return {"listed_firm_id": None, "listed_class": "", "listed_key": ""}
    found = listing.standing(chosen, on)
    if isinstance(found, Reason):
        return found
    return {"listed_firm_id": found.firm, "listed_class": found.list.value, "listed_key": found.key}


def wanted(project: Project, values: Values, *, added: bool) -> Wanted:
    """What the rule of kinds looks at. The ledger's own day counts as a signing when the project is signed already."""
    ledger = project.signed_on if project.stage != Stage.TALKS else None
    return Wanted(
        form=Form(values["form"]), signed_on=values["signed_on"], enterprise=values.get("enterprise"),
        owner=project.enterprise_id, added=added, ledger_signed_to=ledger,
    )  # fmt: skip


def known_of(projects: Sequence[UUID], but: Sequence[UUID] = ()) -> dict[UUID, list[Known]]:
    """Signings that stand, of each project, the oldest first; without those of `but`."""
    rows = Signing.objects.filter(project_id__in=projects, withdrawn=False).exclude(state=Screening.REJECTED.value)
    found: dict[UUID, list[Known]] = {project: [] for project in projects}
    for row in rows.exclude(pk__in=but).order_by("signed_on", "position"):
        found[row.project_id].append(Known(SigningKind(row.kind), Form(row.form), row.signed_on, row.enterprise_id))
    return found


def credit_of(project: UUID) -> dict[str, int]:
    """Shares by unit where the lead of the project went from hand to hand; nothing where one unit did it all."""
    shares = credit_of_project(project)
    return {unit.hex: share for unit, share in shares.items()} if len(shares) > 1 else {}


def known_since(project: Project, signed_on: date, today: date) -> tuple[date, int]:
    """(since when the house knows it, whole months since in which nobody wrote anything about it)."""
    entries = Entry.objects.filter(subject=project.pk).values_list("recorded_at", flat=True).order_by("seq")
    noted = [clock.day_of(moment) for moment in entries]
    introduced = min(filter(None, (project.talk_on, signed_on, noted[0] if noted else today)))
    return introduced, missed_months(introduced, today, noted)
