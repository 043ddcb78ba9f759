"""What may be loaded, chosen and overridden: the rules behind the services, each saying all its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs import schemas, selectors
from southgate.kernel.packs.models import Pack
from southgate.kernel.packs.overriding import Override, at, differences, overridden, parse_path, parse_value, value_of
from southgate.kernel.packs.schemas import Schema
from southgate.kernel.packs.toml import PackText, read_pack

C = TypeVar("C")
T = TypeVar("T")
LONGEST_REASON = 500


def every(commands: Sequence[C], decide: Callable[[C], T]) -> list[T]:
    """Decide about all commands before any answer is given. Raises one Refused with the reasons of all."""
    decided: list[T] = []
    reasons: list[Reason] = []
    for number, cmd in enumerate(commands):
        try:
            decided.append(decide(cmd))
        except Refused as refused:
            reasons += (replace(reason, item=number) for reason in refused.reasons)
    if reasons:
        raise Refused(reasons)
    return decided


def checked(text: str, file: str) -> PackText:
    """The pack, read to its last table by its own schema."""
    pack = read_pack(text, file)
    schemas.read(pack)
    return pack


def new_editions(packs: Sequence[tuple[PackText, UUID | None]]) -> list[tuple[PackText, UUID | None]]:
    """Those that are not known yet, in the order given. Raises Refused for what contradicts a known edition."""
    known = _known({pack.head.key for pack, _ in packs})
    new: list[tuple[PackText, UUID | None]] = []
    reasons: list[Reason] = []
    for number, (pack, zone) in enumerate(packs):
        editions = known.setdefault(pack.head.key, {})
        same = editions.get(pack.head.version)
        if same == (pack.digest, zone):
            continue
        faults = list(_contradictions(pack, zone, editions))
        reasons += (replace(reason, item=number) for reason in faults)
        if not faults:
            editions[pack.head.version] = (pack.digest, zone)
            new.append((pack, zone))
    if reasons:
        raise Refused(reasons)
    return new


Editions = dict[int, tuple[str, UUID | None]]


def _known(keys: set[str]) -> dict[str, Editions]:
    known: dict[str, Editions] = {}
    rows = Pack.objects.filter(key__in=sorted(keys)).values_list("key", "edition", "digest", "zone")
    for key, edition, digest, zone in rows:
        known.setdefault(key, {})[edition] = (digest, zone)
    return known


def _contradictions(pack: PackText, zone: UUID | None, editions: Editions) -> Iterator[Reason]:
    head = pack.head
    params = {"title": head.title, "edition": head.version}
    if zone is not None and head.key.startswith(selectors.NATIONAL):
        mend = "园区自己的规则包请用园区代码开头的 key"
        yield Reason("key 以 national. 开头的规则包只能为全部园区载入", {}, pack.where("pack.key"), mend)
    if any(owner != zone for _, owner in editions.values()):
        yield Reason("这个 key 已属于别处的规则包", {}, pack.where("pack.key"), "换一个 key")
    elif head.version in editions:
        say = "“%(title)s”第 %(edition)s 版已载入而内容不同"
        yield Reason(say, params, pack.where("pack.version"), "内容有变时请把 version 加一")
    elif editions and head.version < max(editions):
        say = "“%(title)s”已有比第 %(edition)s 版更新的版本"
        yield Reason(say, params, pack.where("pack.version"), "version 应大于已载入的版本")


def usable(zone: UUID, key: str, day: date) -> tuple[Pack, Schema]:
    """The edition of the key that the zone may use on the day, and its kind. Raises Refused."""
    pack = selectors.pack_of_key(key, day=day)
    if pack is None or (pack.zone_id is not None and pack.zone_id not in selectors.lineage(zone)):
        params = {"key": key, "day": day.isoformat()}
        raise Refused([Reason("%(day)s 没有 key 为 %(key)s 的规则包", params, "key", "核对 key 与起用日")])
    schema = schemas.schemas().get(pack.schema)
    if schema is None:
        raise Refused([Reason("本系统不认识规则包格式 %(schema)s", {"schema": pack.schema}, "key", "升级系统")])
    return pack, schema


def other_value(pack: Pack, before: tuple[tuple[str, str], ...], path: str, text: str) -> tuple[Any, Any]:
    """(the value as plain data, what it stands instead of); the pack must still be whole with it."""
    value, place = parse_value(text), parse_path(path)
    published = selectors.pack_text(pack.pk, pack.digest)
    now = overridden(published, [Override(p, value_of(v)) for p, v in before])
    then = overridden(now, [Override(path, value)])
    schemas.read(then)
    instead_of = at(now.tables, place)
    if instead_of == value and type(instead_of) is type(value):
        raise Refused([Reason("%(path)s 现在就是这个值", {"path": path}, "value", "填写不同的值")])
    return value, instead_of


def given(reason: str) -> str:
    """The reason without blanks around it. Raises Refused when there is none, or far too much of it."""
    text = reason.strip()
    if not text:
        raise Refused([Reason("没有写理由", where="reason", mend="写明依据或缘由")])
    if len(text) > LONGEST_REASON:
        raise Refused([Reason("理由超过 %(longest)s 个字", {"longest": LONGEST_REASON}, "reason", "请精简")])
    return text


def still(withdrawn: bool, reason: str) -> str:
    """The reason for taking back what still counts."""
    if withdrawn:
        raise Refused([Reason("已经撤回过了", where="id", mend="刷新页面查看现状")])
    return given(reason)


def title_of(key: str, day: date) -> str:
    pack = selectors.pack_of_key(key, day=day)
    return pack.title if pack is not None else key


@dataclass(frozen=True, slots=True)
class PackPreview:
    """What loading a text would do: the pack, the edition it follows, and every value that differs from that one."""

    pack: PackText
    known: bool
    follows: int | None
    differences: tuple[tuple[str, str, str], ...]


def preview(text: str, file: str, zone: UUID | None) -> PackPreview:
    """Raises Refused with everything that stands against loading it."""
    pack = checked(text, file)
    known = not new_editions([(pack, zone)])
    last = Pack.objects.filter(key=pack.head.key, edition__lt=pack.head.version).order_by("-edition").first()
    tables = selectors.pack_text(last.pk, last.digest).tables if last is not None else {}
    changed = tuple(differences(tables, pack.tables)) if last is not None else ()
    return PackPreview(pack, known, last.edition if last is not None else None, changed)
