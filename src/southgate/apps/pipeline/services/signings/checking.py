"""What is wrong with the values of a signing: all reasons at once, each with its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.meetings import Event
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import ListedFirm
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.apps.pipeline.services.projects import references
from southgate.apps.pipeline.services.signings.commands import VALUES
from southgate.domain.counting.words import SigningKind
from southgate.domain.errors import Reason
from southgate.domain.money import MILLION, MINOR_DIGITS
from southgate.domain.projects import FIRST_YEAR, Nature, Status
from southgate.kernel.identity.actor import Actor

Values = Mapping[str, Any]
LONGEST = 60
LONGEST_EVIDENCE = 500


def wrong(project: Project, kind: SigningKind, values: Values, *, by: Actor, today: date) -> list[Reason]:
    """Reasons against a signing as it would be; `values` by name, with what the project gives already filled in."""
    found = [Reason("没有『%(name)s』这一项", {"name": name}, where=name) for name in values if name not in VALUES]
    if project.status == Status.ENDED:
        found.append(Reason("项目已终止，不能登记签约", where="project", mend="先恢复项目"))
    found += _day(values["signed_on"], today)
    found += _money(kind, values)
    found += _texts(values)
    found += _listed(values)
    return found + list(_known(project, values, by))


def _day(on: date, today: date) -> Iterator[Reason]:
    if on > today:
        day = {"day": on.isoformat()}
        yield Reason("%(day)s 还没有到，不能登记将来的签约", day, where="signed_on", mend="写实际签约的日期")
    if on.year < FIRST_YEAR:
        yield Reason("%(day)s 不像真实日期", {"day": on.isoformat()}, where="signed_on", mend="核对年份")


def _money(kind: SigningKind, values: Values) -> Iterator[Reason]:
    amount, currency = values.get("amount"), values.get("currency") or "CNY"
    if amount is None and kind is SigningKind.INCREASE:
        yield Reason("增资要写增加的金额", where="amount", mend="只写增加的部分")
    if amount is not None and not 0 < amount < 2**62:
        yield Reason("签约金额应大于零", where="amount", mend="核对金额和单位")
    if currency not in MINOR_DIGITS:
        yield Reason("不认识的币种 %(currency)s", {"currency": currency}, where="currency")
    rate, on = values.get("rate_millionths"), values.get("rate_on")
    if currency == "CNY" and (rate is not None or on is not None):
        yield Reason("人民币不用汇率", where="rate_millionths", mend="去掉汇率，或改币种")
    elif (rate is None) != (on is None):
        where = "rate_millionths" if rate is None else "rate_on"
        yield Reason("汇率和它的日期要一起写", where=where, mend="写明哪一天的汇率；不知道就两项都空着，先不计钱")
    if rate is not None and not 0 < rate < 2**62:
        yield Reason("汇率应大于零", where="rate_millionths")


def _texts(values: Values) -> Iterator[Reason]:
    longest = {"contract_number": LONGEST, "recognised_number": LONGEST, "listed_evidence": LONGEST_EVIDENCE}
    for name, most in longest.items():
        if len(values.get(name) or "") > most:
            params = {"length": len(values[name]), "longest": most}
            yield Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where=name, mend="请缩短")


def _listed(values: Values) -> Iterator[Reason]:
    """A firm of a list needs its share and what proves it (sources 1.6)."""
    share = values.get("listed_share_millionths")
    if values.get("listed_firm") is None:
        if share is not None:
            yield Reason("没有选500强企业，不用写控股比例", where="listed_firm", mend="选企业，或去掉比例")
        return
    if share is None or not 0 < share <= MILLION:
        yield Reason("控股比例应大于 0、不超过 100%", where="listed_share_millionths", mend="写名单上的企业持有的比例")
    if not (values.get("listed_evidence") or "").strip():
        yield Reason("没有写控股依据", where="listed_evidence", mend="写股权结构、章程或工商登记的出处")


def _known(project: Project, values: Values, by: Actor) -> Iterator[Reason]:
    where = references.ground(project.zone_id)
    asked = {name: values.get(name) for name in ("enterprise", "lead_unit")}
    yield from references.unknown([asked], where, by)[0]
    event, carved, listed = values.get("event"), values.get("carved_from"), values.get("listed_firm")
    if event is not None:
        yield from _event(event, project)
    if carved is not None:
        yield from _carved(carved, project, by)
    if listed is not None and not ListedFirm.objects.filter(pk=listed, withdrawn=False).exists():
        yield Reason("名单里没有这家企业", where="listed_firm", mend="先导入当年的名单")


def _event(id: UUID, project: Project) -> Iterator[Reason]:
    row = Event.objects.filter(pk=id, zone_id=project.zone_id).first()
    if row is None:
        yield Reason("本园区没有这个活动", where="event", mend="从活动里选")
    elif row.state == "cancelled":
        yield Reason("这个活动已取消", where="event", mend="选实际签约的活动")


def _carved(id: UUID, project: Project, by: Actor) -> Iterator[Reason]:
    """正安: the attracted part lies inside a fiscal project, and is a project of its own."""
    row = visible(by).filter(pk=id).first()
    if row is None or row.pk == project.pk:
        yield Reason("找不到所在的财政项目", where="carved_from", mend="从台账里选另一个项目")
    elif row.nature != Nature.FISCAL:
        yield Reason("所在项目不是财政资金项目", where="carved_from", mend="核对那个项目的性质")
