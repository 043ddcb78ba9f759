"""What the pack pages show, put into words before a template sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs import policies, schemas
from southgate.kernel.packs.deciding import PackPreview, title_of
from southgate.kernel.packs.listing import Decision, KindInForce, PackSeen, ZonePacks
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.overriding import NOWHERE, at, parse_path, value_of
from southgate.kernel.packs.selectors import InForce
from southgate.kernel.packs.web import content
from southgate.kernel.packs.web.forms import HOUSE, ZONE


@dataclass(frozen=True, slots=True)
class PackLine:
    """One pack in a list. `later`: it became known only after the past day that is being looked at."""

    url: str
    title: str
    edition: int
    from_day: date
    to_day: date | None
    cite: str
    source_url: str
    note: str
    later: bool


@dataclass(frozen=True, slots=True)
class KindLines:
    title: str
    note: str
    lines: tuple[PackLine, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A choice or an override: what, from when, why, and whether it counts."""

    zone: str
    what: str
    was: str
    now: str
    from_day: date
    reason: str
    state: str
    counts: bool
    withdraw_url: str


def kinds(found: ZonePacks, position: int | None) -> list[KindLines]:
    return [KindLines(_(kind.title), _kind_note(kind), tuple(_used(kind, position))) for kind in found.kinds]


def _kind_note(kind: KindInForce) -> str:
    return _("各份同时适用") if kind.additive else _("一次只用一个")


def _used(kind: KindInForce, position: int | None) -> Iterable[PackLine]:
    for row, used in kind.packs:
        note = how(row, used)
        if used.overrides:
            note += _("；园区改了 %(count)s 处") % {"count": len(used.overrides)}
        yield line(row, note, position)


def how(row: Pack, used: InForce) -> str:
    """Why the pack holds here."""
    if used.chosen_by is not None:
        return _("园区选用")
    return _("全国统一") if row.zone_id is None else _("园区自己的")


def others(rows: Sequence[Pack], day: date, position: int | None) -> list[PackLine]:
    return [line(row, _idle(row, day), position) for row in rows]


def _idle(row: Pack, day: date) -> str:
    if row.valid_from > day:
        return _("还没到适用日")
    if row.valid_to is not None and row.valid_to < day:
        return _("已过适用期")
    return _("已载入，没有选用")


def line(row: Pack, note: str, position: int | None) -> PackLine:
    return PackLine(
        url=reverse("packs:detail", args=[row.pk]),
        title=row.title,
        edition=row.edition,
        from_day=row.valid_from,
        to_day=row.valid_to,
        cite=cite(row),
        source_url=row.url,
        note=note,
        later=position is not None and row.position > position,
    )


def cite(row: Pack) -> str:
    """文号, else the paper's title; an unverified number says so."""
    words = row.number or _("《%(title)s》") % {"title": row.paper}
    return _("%(source)s（文号未核实）") % {"source": words} if row.unverified else words


def strip(seen: PackSeen) -> list[list[dict[str, Any]]]:
    row = seen.row
    until = row.valid_to.isoformat() if row.valid_to else _("没有写止日")
    first = [
        {"label": _("种类"), "value": _(seen.schema.title) if seen.schema else row.schema},
        {"label": _("版本"), "value": _("第 %(edition)s 版") % {"edition": row.edition}},
        {"label": _("归属"), "value": row.zone.name if row.zone else _("全部园区")},
    ]
    second = [
        {"label": _("适用自"), "value": row.valid_from.isoformat()},
        {"label": _("适用至"), "value": until},
        {"label": _("依据"), "value": cite(row), "url": row.url, "exact": row.paper},
    ]
    return [first, second]


def standing(seen: PackSeen, zone: Zone | None, day: date) -> str:
    """One sentence: whether and why this edition holds here."""
    params = {"zone": zone.name if zone else _("全部园区"), "paper": seen.row.paper, "day": seen.row.dated.isoformat()}
    if seen.in_force is not None:
        params["how"] = how(seen.row, seen.in_force)
        return _("%(zone)s正在用这一版（%(how)s）。依据《%(paper)s》，%(day)s 发布") % params
    params["why"] = _replaced(seen, day) or _idle(seen.row, day)
    return _("%(zone)s没有在用这一版：%(why)s。依据《%(paper)s》，%(day)s 发布") % params


def _replaced(seen: PackSeen, day: date) -> str:
    newer = [edition.row for edition in seen.editions if edition.row.edition > seen.row.edition]
    if any(row.valid_from <= day for row in newer):
        return _("已有第 %(edition)s 版") % {"edition": newer[0].edition}
    return ""


def override_lines(seen: PackSeen, by: Actor, day: date) -> list[DecisionLine]:
    labels = seen.schema.labels if seen.schema else {}
    return [_override_line(one, seen, by, day, labels) for one in seen.overrides]


def _override_line(one: Decision, seen: PackSeen, by: Actor, day: date, labels: Mapping[str, str]) -> DecisionLine:
    row = one.row
    assert isinstance(row, PackOverride)
    published = at(seen.text.tables, parse_path(row.path))
    return DecisionLine(
        zone=row.zone.name,
        what=row.path,
        was=_("（空）") if published is NOWHERE else content.text_of(published, labels),
        now=content.text_of(value_of(row.value), labels),
        from_day=row.from_day,
        reason=_words(one),
        state=_state(one, day),
        counts=one.counts,
        withdraw_url=_withdraw("packs:withdraw-override", "override", row, by),
    )


def choice_lines(seen: PackSeen, by: Actor, day: date) -> list[DecisionLine]:
    return [
        DecisionLine(
            zone=one.row.zone.name,
            what=seen.row.title,
            was="",
            now="",
            from_day=one.row.from_day,
            reason=_words(one),
            state=_state(one, day),
            counts=one.counts,
            withdraw_url=_withdraw("packs:withdraw-choice", "choose", one.row, by),
        )
        for one in seen.choices
    ]


def _words(one: Decision) -> str:
    return _("（已依法删除）") if one.reason is None else one.reason


def _state(one: Decision, day: date) -> str:
    if one.row.withdrawn:
        return _("已撤回")
    if one.row.from_day > day:
        return _("还没到起用日")
    return _("在用") if one.counts else _("已被后来的决定代替")


def _withdraw(name: str, verb: str, row: PackChoice | PackOverride, by: Actor) -> str:
    may = not row.withdrawn and policies.CHOICE.can(by, verb, row)
    return reverse(name, args=[row.pk]) if may else ""


def scopes(by: Actor, zone: Zone | None) -> list[tuple[str, str]]:
    """For whom the actor may load a pack: every zone, or the one he works in."""
    may = []
    if policies.PACK.can(by, "load", Pack(zone_id=None)):
        may.append((HOUSE, _("全部园区")))
    if zone is not None and policies.PACK.can(by, "load", Pack(zone_id=zone.pk)):
        may.append((ZONE, _("只有%(zone)s") % {"zone": zone.name}))
    return may


def preview(found: PackPreview, scope: str, zone: Zone | None) -> dict[str, Any]:
    """A checked pack before it is loaded: what it is, what differs, and the words of the button."""
    head = found.pack.head
    params = {"title": head.title, "edition": head.version}
    if found.known:
        say = _("这一版已经载入，内容相同，不必再载入")
    elif found.follows is None:
        say = _("这是新的规则包，以前没有载入过")
    else:
        say = _("接在第 %(edition)s 版之后，改了 %(count)s 处") % {
            "edition": found.follows,
            "count": len(found.differences),
        }
    return {
        "head": head,
        "source": head.source,
        "say": say,
        "known": found.known,
        "differences": found.differences,
        "act": _("载入“%(title)s”第 %(edition)s 版") % params,
        "scope": scope,
        "scope_say": _("全部园区") if scope == HOUSE or zone is None else zone.name,
        "text": found.pack.text,
        "file": found.pack.file,
    }


def zone_of_scope(scope: str, zone: Zone | None) -> UUID | None:
    return None if scope == HOUSE or zone is None else zone.pk


def choice_words(row: Pack) -> str:
    schema = schemas.schemas().get(row.schema)
    params = {"kind": _(schema.title) if schema else row.schema, "title": row.title, "edition": row.edition}
    return _("%(kind)s：%(title)s（第 %(edition)s 版）") % params


def withdrawal(row: PackChoice | PackOverride) -> dict[str, Any]:
    """Title, consequence and button of taking a decision back."""
    params = {"zone": row.zone.name, "day": row.from_day.isoformat(), "title": title_of(row.key, row.from_day)}
    if isinstance(row, PackOverride):
        params |= {"path": row.path, "value": row.value}
        return {
            "title": _("撤回“%(title)s”的一处改动") % params,
            "lead": _("%(zone)s自 %(day)s 起的 %(path)s = %(value)s 不再执行，改回原文的值") % params,
            "submit": _("撤回这处改动"),
        }
    return {
        "title": _("撤回选用“%(title)s”") % params,
        "lead": _("%(zone)s自 %(day)s 起不再按这个决定；上级选用的，或全国统一的，重新起作用") % params,
        "submit": _("撤回这次选用"),
    }


@dataclass(frozen=True, slots=True)
class May:
    """What the reader can do on the page of a pack."""

    choose: bool
    override: bool


def may(by: Actor, zone: Zone | None, seen: PackSeen) -> May:
    """A pack in force can be overridden where its kind allows; one that is not can be chosen while it is the newest."""
    if zone is None or seen.schema is None:
        return May(False, False)
    used = seen.in_force is not None
    choose = policies.CHOICE.can(by, "choose", PackChoice(zone_id=zone.pk))
    override = policies.CHOICE.can(by, "override", PackOverride(zone_id=zone.pk))
    newest = seen.editions[0].row.pk == seen.row.pk
    return May(choose and newest and not used, override and used and seen.schema.overridable)


def override_page(seen: PackSeen) -> dict[str, Any]:
    back = reverse("packs:detail", args=[seen.row.pk])
    return {
        "title": _("改一处规则"),
        "lead": _("只改本园区的用法，“%(title)s”的原文不动") % {"title": seen.row.title},
        "submit": _("按这个值执行"),
        "back_url": back,
        "crumbs": [(_("规则包"), reverse("packs:list")), (seen.row.title, back)],
    }
