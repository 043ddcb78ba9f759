"""Rows straight into the tables, thousands or a hundred at random: for what counts them, never for what writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.domain.counting.words import ListedClass, Screening, SigningKind
from southgate.domain.projects import STAGES, Nature, Stage, in_cny
from southgate.kernel.orgs.models import Zone

YI = 100_000_000_00
DAYS = st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 5), date(2026, 9, 30), date(2026, 10, 1)])
MAYBE = st.none() | DAYS
SUMS = st.sampled_from([None, 1, YI // 2, YI - 1, YI, 5 * YI, 10_000_000_00])
PROJECTS = st.fixed_dictionaries({
    "stage": st.sampled_from([stage.value for stage in STAGES]), "nature": st.sampled_from([n.value for n in Nature]),
    "secret": st.booleans(), "withdrawn": st.booleans(), "money_in_place": SUMS, "start_on": MAYBE,
    "landed_on": MAYBE, "produced_on": MAYBE,
})  # fmt: skip
SIGNINGS = st.fixed_dictionaries({
    "project": st.integers(0, 4), "zone": st.integers(0, 1), "park": st.booleans(),
    "kind": st.sampled_from([kind.value for kind in SigningKind]), "signed_on": DAYS, "amount": SUMS,
    "currency": st.sampled_from(["CNY", "USD", "EUR"]), "rate_millionths": st.sampled_from([None, 7_100_000]),
    "rate_on": MAYBE, "state": st.sampled_from([state.value for state in Screening]),
    "listed_class": st.sampled_from(["", *ListedClass]), "listed_key": st.sampled_from(["", "a", "b"]),
    "listed_share_millionths": st.sampled_from([None, 500_000, 500_001]),
    "recognised_number": st.sampled_from(["", "1"]),
    "unreported_months": st.integers(0, 1), "assessed_months": st.sampled_from([None, 24, 25]),
    "reinvestment": st.booleans(), "municipal": st.booleans(), "withdrawn": st.booleans(),
    "replaced": st.booleans(), "carved": st.booleans(),
})  # fmt: skip


def make_zone(number: int) -> UUID:
    id = uuid4()
    Zone.objects.create(id=id, version=1, position=1, code=f"R{number}", name="示例", level="zone", path=id.hex)
    return id


def make_projects(zone: UUID, drawn: Sequence[dict[str, Any]]) -> list[Project]:
    rows = []
    for number, one in enumerate(drawn):
        given = {name: value for name, value in one.items() if name != "secret"}
        given["confidential"] = one["secret"] and one["stage"] == Stage.TALKS
        name = f"示例项目{number}"
        rows.append(Project(id=uuid4(), version=1, position=1, zone_id=zone, code=uuid4().hex[:20], name=name,
                            name_key=name, **given))  # fmt: skip
    return Project.objects.bulk_create(rows)


def make_signings(
    zones: Sequence[UUID], park: UUID | None, projects: Sequence[Project], drawn: Sequence[dict[str, Any]]
) -> list[Signing]:
    """Signings as drawn; a second first signing of a project becomes a repeat, for the table holds one."""
    rows: list[Signing] = []
    first: set[UUID] = set()
    for one in drawn:
        given = dict(one)
        project = projects[given.pop("project") % len(projects)]
        if given["kind"] == "first" and project.pk in first:
            given["kind"] = "repeat"
        if given["kind"] == "first":
            first.add(project.pk)
        rows.append(_signing(zones, park, project, projects, given))
    return Signing.objects.bulk_create(rows)


def _signing(
    zones: Sequence[UUID], park: UUID | None, project: Project, projects: Sequence[Project], given: dict[str, Any]
) -> Signing:
    replaced, carved, in_park = given.pop("replaced"), given.pop("carved"), given.pop("park")
    decided = None if given["state"] == Screening.REPORTED else date(2026, 10, 1) + timedelta(days=1)
    return Signing(
        id=uuid4(), version=1, position=1, zone_id=zones[given.pop("zone")], park_id=park if in_park else None,
        project=project, amount_cny=in_cny(given["amount"], given["currency"], given["rate_millionths"]),
        decided_on=decided, replaced_by=uuid4() if replaced else None,
        carved_from_id=projects[0].pk if carved else None, **given,
    )  # fmt: skip


def plain(rows: Sequence[Signing]) -> list[dict[str, Any]]:
    """The same rows as the pure rules read them."""
    found = []
    for row in rows:
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        project = row.project
        values |= {f"project.{f.attname}": getattr(project, f.attname) for f in project._meta.concrete_fields}
        found.append(values)
    return found


def keep_history() -> None:
    """History rows of all signings and projects, as they are now, known from position 1 on."""
    for live, past in ((Signing, SigningPast), (Project, ProjectPast)):
        past.objects.all().delete()
        names = [
            f.attname for f in past._meta.concrete_fields if f.attname not in {"past_id", "known_from", "known_to"}
        ]
        rows = [past(known_from=1, **{name: getattr(row, name) for name in names}) for row in live.objects.all()]
        past.objects.bulk_create(rows)
