"""The ledger as the grid of `kernel/panels`: columns with their sorting, rows with what may be changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Literal
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.filtering import UNSORTABLE, Asked
from southgate.apps.pipeline.selectors.projects.ledger import LedgerPage, Totals
from southgate.apps.pipeline.web.projects import cells
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.grid import Cell, Column, Grid, Row
from southgate.kernel.panels.grid import Kind as GridKind

RIGHTS = ("zone_id", "park_id", "lead_unit_id", "responsible_person_id", "liaison_leader_id", "enterprise_id")
"""Columns that a rule looks at, beside those of `selectors.ledger.ALWAYS`."""
ON_PHONE = frozenset({"stage", "production_promised_on", "investment_planned"})
KINDS: Mapping[Kind, GridKind] = {
    Kind.SUM: "money", Kind.COUNT: "number", Kind.AREA: "number", Kind.SHARE: "number", Kind.DAY: "day",
    Kind.CHOICE: "choice", Kind.FLAG: "choice", Kind.WORDS: "long",
}  # fmt: skip


def address(asked: Asked, **changes: Any) -> str:
    """The ledger's address with some keys changed."""
    query = QueryDict(mutable=True)
    for key, values in asked.address(**changes).items():
        query.setlist(key, list(values))
    return f"{reverse('pipeline:ledger')}?{query.urlencode()}" if query else reverse("pipeline:ledger")


def columns(fields: Sequence[Field], asked: Asked, *, editable: bool) -> list[Column]:
    return [_column(field, asked, editable) for field in fields]


def _column(field: Field, asked: Asked, editable: bool) -> Column:
    is_name = field.name == "name"
    return Column(
        key=field.name,
        label=_(field.label),
        kind="name" if is_name else KINDS.get(field.kind, "text"),
        unit=_(field.unit) if field.unit else "",
        group="" if is_name else _(field.group),
        editable=editable and field.editable and not is_name,
        choices=_choices(field),
        sort_url="" if field.kind in UNSORTABLE else address(asked, sort=_next_sort(field, asked)),
        sorted=_sorted(field, asked),
        on_phone=field.name in ON_PHONE,
    )


def _choices(field: Field) -> tuple[str, ...]:
    if field.kind is Kind.FLAG:
        return (_("是"), _("否"))
    return tuple(_(label) for _value, label in field.choices)


def _next_sort(field: Field, asked: Asked) -> str:
    """Figures first from the largest, words from the first; a second click turns it round."""
    first = f"-{field.name}" if field.kind in {Kind.SUM, Kind.COUNT, Kind.AREA, Kind.SHARE} else field.name
    return first if asked.sort != first else first.removeprefix("-") if first[0] == "-" else f"-{first}"


def _sorted(field: Field, asked: Asked) -> Literal["", "ascending", "descending"]:
    if asked.sort.removeprefix("-") != field.name:
        return ""
    return "descending" if asked.sort.startswith("-") else "ascending"


def rows(page: LedgerPage, by: Actor, *, editable: bool) -> list[Row]:
    return [row(one, page.fields, by, page.first + place, editable) for place, one in enumerate(page.rows)]


def row(one: Mapping[str, Any], fields: Sequence[Field], by: Actor, place: int, editable: bool) -> Row:
    own = policies.editable(by, SimpleNamespace(**one)) if editable else frozenset()
    return Row(
        id=str(one["id"]),
        version=one["version"],
        number=place,
        cells={field.name: _cell(field, one, own) for field in fields},
        fixed="" if own or not editable else _("这个项目不由你的岗位改"),
    )


def _cell(field: Field, one: Mapping[str, Any], own: Iterable[str]) -> Cell:
    cell = cells.cell(field, one)
    if not own or not field.editable or field.name in own:
        return cell
    return cell._replace(fixed=_("『%(label)s』不由你的岗位改") % {"label": _(field.label)})


def grid(page: LedgerPage, totals: Totals, asked: Asked, by: Actor, *, live: bool, may_edit: bool) -> Grid:
    """`live` false: a past day, where nothing can be changed."""
    editable = live and may_edit
    query = address(asked).partition("?")[2]
    return Grid(
        label=_("项目台账"),
        columns=columns(page.fields, asked, editable=editable),
        rows=rows(page, by, editable=editable),
        edit_url=f"{reverse('pipeline:edit-cells')}?{query}" if editable else "",
        check_url=reverse("pipeline:check-cell") if editable else "",
        totals=total_cells(page.fields, totals),
        totals_label=_("合计 %(count)s 项") % {"count": f"{totals.count:,}"},
    )


def total_cells(fields: Sequence[Field], totals: Totals) -> dict[str, str]:
    return {field.name: cells.total(field, totals.sums[field.name]) for field in fields if field.name in totals.sums}


def uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
