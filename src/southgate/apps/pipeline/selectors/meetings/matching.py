"""Lines pasted from a programme or a workbook as projects of the ledger, each with the sum that stands behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.domain.errors import Reason, Refused
from southgate.domain.matching.names import project_forms
from southgate.domain.money import WAN, Money, parse
from southgate.domain.projects import Stage, Status
from southgate.kernel.identity.actor import Actor

_PARTS = re.compile(r"\t|[,，]|\s+")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）]\s*)")
"""How a programme numbers its lines: 1. 2、 3）"""
PICKED = 80


@dataclass(frozen=True, slots=True)
class Matched:
    """A line as read: its project, or why there is none."""

    text: str
    project: UUID | None = None
    sum: Money | None = None
    wrong: tuple[Reason, ...] = field(default=())


def matched(by: Actor, zone: UUID, lines: Sequence[str]) -> list[Matched]:
    """One answer a line, in order; only projects that the actor sees. Two projects of one name are never guessed."""
    read = [_split(line) for line in lines]
    names = {name for name, _ in read}
    keys = {_key(name) for name in names}
    of: dict[str, set[UUID]] = defaultdict(set)
    rows = visible(by).filter(zone_id=zone)
    for pk, code in rows.filter(code__in=names).values_list("pk", "code"):
        of[code].add(pk)
    for pk, key in rows.filter(name_key__in=keys).values_list("pk", "name_key"):
        of[key].add(pk)
    return [_matched(number, name, money, of) for number, (name, money) in enumerate(read)]


def _key(name: str) -> str:
    return project_forms(name, "", frozenset()).key[:120]


def _split(line: str) -> tuple[str, Money | None]:
    """The name, and the sum behind it when what stands last is one: with its unit, or bare after a comma or tab."""
    text = _NUMBER.sub("", line).strip()
    for found in reversed(list(_PARTS.finditer(text))):
        tail, bare = text[found.end() :].strip(), found[0][0] in "\t,，"
        try:
            return text[: found.start()].strip(), parse(tail, WAN if bare else None)
        except Refused:
            continue
    return text, None


def _matched(number: int, name: str, money: Money | None, of: dict[str, set[UUID]]) -> Matched:
    found = of.get(name) or of.get(_key(name)) or set()
    if len(found) == 1:
        return Matched(name, next(iter(found)), money)
    params = {"line": number + 1, "name": name}
    if found:
        say, mend = "第 %(line)d 行「%(name)s」有几个同名项目", "改写它的编号"
    else:
        say, mend = "第 %(line)d 行「%(name)s」在台账里没有，或你看不到", "核对名称，或先登记项目"
    return Matched(name, None, money, (Reason(say, params, where="names", mend=mend),))


BEFORE = {"signing": (Stage.TALKS,), "start": (Stage.SIGNED, Stage.LANDED), "presented": (Stage.TALKS,)}


def to_pick(by: Actor, zone: UUID, part: str) -> list[tuple[str, str]]:
    """Projects that may be signed, or started, next, the largest first, to be ticked."""
    rows = visible(by).filter(zone_id=zone, stage__in=[stage.value for stage in BEFORE[part]])
    rows = rows.filter(status=Status.NORMAL.value).order_by("-investment_cny", "name")
    return [(str(row.pk), f"{row.name}（{row.code}）") for row in rows[:PICKED]]


def names_of(by: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    return dict(Project.objects.filter(pk__in=visible(by).filter(pk__in=ids)).values_list("pk", "name"))
