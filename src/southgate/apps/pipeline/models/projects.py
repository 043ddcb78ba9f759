"""Projects as the book leaves them, their history, their teams; and what is beside the book: saved views, numbers."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from southgate.apps.enterprise.api import Enterprise
from southgate.domain.errors import Reason
from southgate.domain.matching.initials import initials
from southgate.domain.matching.names import project_forms
from southgate.domain.projects import STAGE_DATES, STAGES, Nature, Stage, Status, in_cny
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, State, blank, record_fold, register
from southgate.kernel.orgs.models import Person, Unit, Zone


def _key(to: Any, **options: Any) -> Any:
    """A key without an index of its own: the composite indexes below begin with what lists ask for."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _sum() -> Any:
    return models.BigIntegerField(null=True)


def _day() -> Any:
    return models.DateField(null=True)


def _grain() -> Any:
    """d: the day is known; m: only the month, kept as its last day."""
    return models.CharField(max_length=1, default="d")


def _text(longest: int) -> Any:
    return models.CharField(max_length=longest, default="")


class ProjectColumns(models.Model):
    """Sums in minor units of `currency`; `investment_cny`, `money_in_place`, output and tax in 分.

    Derived by the fold: `name_key`, `initials`, `investment_cny`, `stage_on`. `withdrawn`: registered by a batch that
    was taken back. `batch`: the import that wrote it last. `talk_grade`, `progress_on` (the last typed progress) and
    `removed_on` belong to the talks library. `arrived_*`: accepted vouchers in 分 by use; once there is one
    (`voucher_count`), `money_in_place` is their sum.
    """

    zone = _key(Zone)
    park = _key(Zone, null=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    initials = _text(120)
    enterprise = _key(Enterprise, null=True)
    industry = _text(100)
    chain = _text(100)
    source_region = _text(100)
    land_mode = _text(40)
    investment_planned = _sum()
    investment_fixed = _sum()
    investment_working = _sum()
    investment_land = _sum()
    currency = models.CharField(max_length=3, default="CNY")
    rate_millionths = models.BigIntegerField(null=True)
    rate_on = _day()
    investment_cny = _sum()
    money_in_place = _sum()
    output_expected = _sum()
    tax_expected = _sum()
    jobs_expected = models.IntegerField(null=True)
    land_thousandths = models.IntegerField(null=True)
    progress_millionths = models.IntegerField(null=True)
    production_promised_on = _day()
    production_promised_grain = _grain()
    talk_on = _day()
    talk_grain = _grain()
    signed_on = _day()
    signed_grain = _grain()
    landed_on = _day()
    landed_grain = _grain()
    start_on = _day()
    start_grain = _grain()
    building_on = _day()
    building_grain = _grain()
    produced_on = _day()
    produced_grain = _grain()
    full_output_on = _day()
    full_output_grain = _grain()
    stage = models.CharField(max_length=10, default=Stage.TALKS.value, choices=[(s.value, s.value) for s in Stage])
    stage_on = _day()
    status = models.CharField(max_length=6, default=Status.NORMAL.value, choices=[(s.value, s.value) for s in Status])
    confidential = models.BooleanField(default=False)
    public_works = models.BooleanField(default=False)
    fund_source = _text(100)
    key_project = models.BooleanField(default=False)
    lead_unit = _key(Unit, null=True)
    responsible_person = _key(Person, null=True)
    liaison_leader = _key(Person, null=True)
    responsible_post_said = models.UUIDField(null=True)
    liaison_leader_post_said = models.UUIDField(null=True)
    progress_note_said = models.UUIDField(null=True)
    late_marked = models.BooleanField(default=False)
    source = _text(300)
    nature = models.CharField(max_length=12, default=Nature.ORDINARY.value)
    site_address = _text(200)
    product = _text(200)
    contractor = _text(120)
    talk_grade = _text(1)
    progress_on = _day()
    removed_on = _day()
    arrived_fixed = models.BigIntegerField(default=0)
    arrived_working = models.BigIntegerField(default=0)
    arrived_land = models.BigIntegerField(default=0)
    voucher_count = models.IntegerField(default=0)
    batch = models.UUIDField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True


STANDS = models.Q(withdrawn=False)
CLOSED = models.Q(confidential=True) | models.Q(withdrawn=True)
"""The few that not all staff of the zone see: they have an index of their own."""


class Project(ProjectColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zone", "code"], condition=STANDS, name="project_code"),
            models.CheckConstraint(
                condition=models.Q(confidential=False) | models.Q(stage=Stage.TALKS.value), name="project_secret_talks"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["zone", "park", "stage", "-investment_cny", "id", "confidential"],
                condition=STANDS, name="project_park_stage",
            ),
            models.Index(
                fields=["zone", "stage", "-investment_cny", "id", "confidential", "withdrawn", "status", "key_project",
                        "lead_unit"],
                condition=STANDS, name="project_stage",
            ),
            models.Index(
                fields=["zone", "-investment_cny", "id", "confidential"], condition=STANDS, name="project_planned"
            ),
            models.Index(
                fields=["zone", "confidential", "withdrawn", "liaison_leader", "responsible_person", "id"],
                condition=CLOSED, name="project_closed",
            ),
            models.Index(fields=["zone", "name_key"], name="project_key"),
            models.Index(fields=["enterprise"], name="project_enterprise"),
            models.Index(fields=["responsible_person"], name="project_responsible"),
            models.Index(fields=["liaison_leader"], name="project_liaison"),
            models.Index(fields=["lead_unit"], name="project_unit"),
        ]  # fmt: skip


class ProjectPast(ProjectColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="project_past"),
            models.Index(
                fields=["zone", "park", "stage", "-investment_cny", "id", "known_from", "known_to"],
                condition=STANDS,
                name="project_past_stage",
            ),
        ]


class ProjectMember(Row):
    """That a person is in the team of a project from one day to another (inclusive; open = still)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = _day()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "person"], condition=models.Q(to_day=None), name="project_member_once"
            )
        ]


class SavedView(models.Model):
    """A ledger view of one's own: filters, sorting and columns as the address writes them. No part of the book."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "zone", "name"], name="pipeline_view_name")]


class CodeNumber(models.Model):
    """The last running number given to a project code of a zone and year. Gaps are no harm: a code is only a name."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["zone", "year"], name="pipeline_code_number")]


_record = record_fold(Project)
GRAINS = {field: field.replace("_on", "_grain") for field in (*STAGE_DATES.values(), "production_promised_on")}


def fold(state: State | None, event: Event) -> State:
    """The project after one entry; what is derived follows what it is derived from."""
    new = _record(state, event)
    match event.kind:
        case "project.stage_moved":
            _move(new, event)
        case "project.status_changed":
            new["status"] = event.data["to"]
        case "project.confidentiality_ended":
            new["confidential"] = False
        case "project.withdrawn":
            new["withdrawn"] = True
        case "project.talk_graded":
            new["talk_grade"] = event.data["to"]
        case "project.progressed":
            new["progress_on"] = max(new["progress_on"] or event.occurred_on, event.occurred_on)
        case "project.removed":
            new["removed_on"] = event.occurred_on
        case "project.restored":
            new["removed_on"] = None
        case "project.money_arrived":
            _arrive(new, event, 1)
        case "project.money_returned":
            _arrive(new, event, -1)
    if state is None or state["name"] != new["name"]:
        new["name_key"] = project_forms(new["name"], "", frozenset()).key[:120]
        new["initials"] = initials(new["name"])[:120]
    new["investment_cny"] = in_cny(new["investment_planned"], new["currency"], new["rate_millionths"])
    new["stage_on"] = new[STAGE_DATES[Stage(new["stage"])]]
    return new


def _move(new: State, event: Event) -> None:
    """Forward: the day of the stage is the day it happened. Back: what came after `to` did not happen."""
    to, was = Stage(event.data["to"]), Stage(event.data["was"])
    new["stage"] = to.value
    column = STAGE_DATES[to]
    if STAGES.index(to) < STAGES.index(was):
        for later in STAGES[STAGES.index(to) + 1 :]:
            new[STAGE_DATES[later]], new[GRAINS[STAGE_DATES[later]]] = None, "d"
    elif not event.data.get("undated") and not _holds(new, column, event.occurred_on):
        new[column], new[GRAINS[column]] = event.occurred_on, "d"


def _holds(state: State, column: str, on: date) -> bool:
    """Whether the known day of a stage is `on`, or the month in which `on` lies."""
    known: date | None = state[column]
    if known is None:
        return False
    return known == on or (state[GRAINS[column]] == "m" and (known.year, known.month) == (on.year, on.month))


ARRIVED = ("arrived_fixed", "arrived_working", "arrived_land")


def _arrive(new: State, event: Event, sign: int) -> None:
    """A voucher was accepted (1) or taken back (-1): from the first to the last, their sum is the money in place."""
    new[f"arrived_{event.data['use']}"] += sign * event.data["amount"]
    new["voucher_count"] += sign
    stands = new["voucher_count"] > 0
    new["money_in_place"] = sum(new[name] for name in ARRIVED) if stands else event.data.get("stated")


def fold_member(state: State | None, event: Event) -> State:
    new = dict(state) if state is not None else blank(ProjectMember, event.subject)
    if event.kind == "member.joined":
        new.update(project_id=UUID(event.data["project"]), person_id=UUID(event.data["person"]))
        new["from_day"] = date.fromisoformat(event.data["from_day"])
    else:
        new["to_day"] = date.fromisoformat(event.data["to_day"])
    return new


register(
    Projection(
        "project",
        Project,
        fold,
        past=ProjectPast,
        taken=Reason("项目编号已用于另一个项目", where="code", mend="换一个编号，或留空由系统编号"),
    )
)
register(Projection("member", ProjectMember, fold_member, taken=Reason("这个人已在项目组里", where="person")))
