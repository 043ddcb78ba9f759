"""Views of the ledger: the house's own, and those that a person saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs
from uuid import UUID

from southgate.apps.pipeline.models.projects import SavedView
from southgate.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class View:
    """`name` of a built-in view is a msgid; `key` is what the address says."""

    key: str
    name: str
    query: str
    own: bool = False

    @property
    def asked(self) -> dict[str, list[str]]:
        return parse_qs(self.query)


def built_in(today: date) -> tuple[View, ...]:
    year = today.year
    return (
        View("all", "全部项目", ""),
        View("moving", "在推进", "stage=started&stage=building&status=normal"),
        View("talks", "在谈", "stage=talks&status=normal"),
        View("signed", "签约未开工", "stage=signed&stage=landed&status=normal"),
        View("promised", "今年要投产",
             f"stage=signed&stage=landed&stage=started&stage=building&production_promised_on_from={year}-01-01"
             f"&production_promised_on_to={year}-12-31&sort=production_promised_on"),
        View("mine", "我是责任人", "responsible_person=me"),
    )  # fmt: skip


def saved(account: UUID, zone: UUID) -> list[View]:
    rows = SavedView.objects.filter(owner_id=account, zone_id=zone).order_by("name")
    return [View(str(row.pk), row.name, row.query, own=True) for row in rows]


def view_named(key: str, account: UUID, zone: UUID, today: date) -> View:
    """Raises NotFound."""
    for view in (*built_in(today), *saved(account, zone)):
        if view.key == key:
            return view
    raise NotFound(key)
