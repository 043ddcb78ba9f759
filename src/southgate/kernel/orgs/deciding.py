"""Rules of zones, persons and posts, decided without touching a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from southgate.domain.errors import Reason
from southgate.kernel.identity.roles import ENTERPRISE, EXCLUSIVE, ROLE_NAMES, Role

LEVELS = ("province", "city", "zone", "park")
LONGEST_NAME = 100
LONGEST_PERSON_NAME = 50
_PHONE = re.compile(r"\+?[0-9][0-9 \-]{5,18}[0-9]")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Held:
    """A post somebody holds, from one day to another (inclusive; None = open)."""

    role: Role
    from_day: date
    to_day: date | None
    same_post: bool = False

    def overlaps(self, from_day: date, to_day: date | None) -> bool:
        starts_in_time = to_day is None or self.from_day <= to_day
        return starts_in_time and (self.to_day is None or self.to_day >= from_day)


def name_faults(
    name: str, *, longest: int = LONGEST_NAME, where: str = "name", item: int | None = None
) -> list[Reason]:
    if not name.strip():
        return [Reason("没有填名称", where=where, item=item)]
    if len(name.strip()) > longest:
        return [Reason("名称超过 %(longest)s 个字", {"longest": longest}, where, item=item)]
    return []


def phone_faults(phone: str, item: int | None = None) -> list[Reason]:
    if not phone.strip() or _PHONE.fullmatch(phone.strip()):
        return []
    return [Reason("电话应为 7 至 20 位数字，可带区号和 +86", where="phone", mend="例如 13800001234", item=item)]


def code_faults(code: str, item: int | None = None) -> list[Reason]:
    if _CODE.fullmatch(code):
        return []
    mend = "例如 SL 或 SL-N"
    return [Reason("园区代码只能用大写字母、数字和横线，最多 32 个字", where="code", mend=mend, item=item)]


def level_faults(level: str, above: str | None, item: int | None = None) -> list[Reason]:
    """Province › city › zone › park: a level may be left out, never turned round."""
    if level not in LEVELS:
        return [Reason("层级应为省、市、园区或片区", where="level", item=item)]
    if above is not None and LEVELS.index(level) <= LEVELS.index(above):
        return [Reason("下级的层级应低于上级", where="level", mend="片区在园区之下，园区在市之下", item=item)]
    return []


def role_faults(role: str, *, enterprise: bool, unit: bool, item: int | None = None) -> list[Reason]:
    if role not in set(Role):
        return [Reason("没有这个角色", where="role", item=item)]
    if Role(role) in ENTERPRISE and not enterprise:
        return [Reason("企业角色要写明企业", where="enterprise", item=item)]
    if Role(role) not in ENTERPRISE and enterprise:
        return [Reason("只有企业角色可以写企业", where="enterprise", item=item)]
    if enterprise and unit:
        return [Reason("企业的岗位不属于单位", where="unit", item=item)]
    return []


def days_faults(from_day: date, to_day: date | None, *, where: str = "to_day", item: int | None = None) -> list[Reason]:
    if to_day is not None and to_day < from_day:
        return [Reason("止日早于起日 %(from_day)s", {"from_day": from_day.isoformat()}, where, item=item)]
    return []


def separation_faults(
    role: Role, from_day: date, to_day: date | None, held: Iterable[Held], item: int | None = None
) -> list[Reason]:
    """三员分立 (GB/T 22239-2019): the three administrators exclude each other and every business role."""
    others = {other.role for other in held if other.overlaps(from_day, to_day) and other.role != role}
    barred = others if role in EXCLUSIVE else others & EXCLUSIVE
    return [
        Reason(
            "“%(role)s”不能与“%(other)s”由同一人担任（三员分立，GB/T 22239-2019）",
            {"role": _named(role), "other": _named(other)},
            where="person",
            mend="先结束另一任职，或任命另一人",
            item=item,
        )
        for other in sorted(barred)
    ]


def twice_faults(from_day: date, to_day: date | None, held: Sequence[Held], item: int | None = None) -> list[Reason]:
    if any(other.same_post and other.overlaps(from_day, to_day) for other in held):
        return [Reason("这个人在这段时间已任此岗位", where="person", mend="查看已有的任职", item=item)]
    return []


def _named(role: Role) -> str:
    return gettext_lazy(ROLE_NAMES[role])  # type: ignore[return-value]
