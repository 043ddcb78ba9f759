"""Introducers: registered with the day, checked for who may not be one, and what they introduced, before it is signed.

sources 8: the registry has a time-stamp; public servants, staff of state firms and insiders are barred; a project has
one first introducer (the database sees to it too); who was not registered before the signing introduced nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.meetings import (
    IntroducerBarred,
    IntroducerCleared,
    IntroducerRegistered,
    IntroductionRecorded,
    IntroductionWithdrawn,
)
from southgate.apps.pipeline.fields.meetings import BARRED_NAMES, INTRODUCER_KIND_NAMES
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.meetings import Introducer, Introduction
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.policies import leads as lead_rules
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.services.meetings import checking
from southgate.apps.pipeline.services.meetings.commands import (
    BarIntroducer,
    Introduce,
    RegisterIntroducer,
    WithdrawIntroduction,
)
from southgate.domain.errors import Reason, Refused
from southgate.domain.identifiers import check_credit_code
from southgate.domain.matching.names import firm_key, plain
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Person, Unit
from southgate.kernel.orgs.selectors import people_named


@command
def register_introducers(
    draft: Draft, commands: Sequence[RegisterIntroducer], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Register introducers. One that may not introduce is registered as barred, so that it is known next time."""
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.require_in(policies.INTRODUCERS, by, "register", cmd.zone)
        reasons += [replace(reason, item=item) for reason in _wrong(cmd) + conflicts(cmd)]
    if reasons:
        raise Refused(reasons)
    return {"ids": [_register(draft, cmd) for cmd in commands]}


def _wrong(cmd: RegisterIntroducer) -> list[Reason]:
    found = checking.text(cmd.name, "name", longest=checking.LONGEST_NAME, needed="没有写引荐人名称")
    found += checking.text(cmd.phone, "phone", longest=30)
    if cmd.kind not in INTRODUCER_KIND_NAMES:
        found.append(Reason("没有说是机构还是个人", where="kind", mend="选一种"))
    if cmd.kind == "person" and cmd.credit_code.strip():
        found.append(Reason("个人没有统一社会信用代码", where="credit_code", mend="去掉，或改为机构"))
    elif cmd.credit_code.strip() and (wrong := check_credit_code(cmd.credit_code).wrong):
        found.append(replace(wrong, where="credit_code"))
    if cmd.barred_why and cmd.barred_why not in BARRED_NAMES:
        found.append(Reason("没有说属于哪一种不得引荐的人", where="barred_why", mend="从名单里选"))
    if cmd.barred_why:
        found += checking.text(cmd.reason, "reason", needed="要写明依据")
    return found


def conflicts(cmd: RegisterIntroducer) -> list[Reason]:
    """The zone's own people and units may not introduce: found by phone, by name, by the unit's name."""
    if cmd.barred_why:
        return []
    if cmd.kind == "organisation":
        same = Unit.objects.filter(zone__path__contains=cmd.zone.hex, name=cmd.name.strip()).exists()
        say = "「%(name)s」是本园区的单位，不得作为引荐人"
        return [Reason(say, {"name": cmd.name.strip()}, where="name", mend="登记真正的引荐人")] if same else []
    if cmd.phone.strip() and _digits(cmd.phone) in _phones(cmd.zone):
        return [Reason("这个电话是本园区人员的，本园区的人不得作为引荐人", where="phone", mend="登记真正的引荐人")]
    if not cmd.not_ours and any(plain(name) == plain(cmd.name) for name in people_named(cmd.zone)):
        mend = "是同一个人就不能登记；核实是另一个人，勾选“同名，不是本园区的人”再登记"
        return [Reason("与本园区人员同名，公职人员和本园区的人不得作为引荐人", where="name", mend=mend)]
    return []


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit())[-11:]


def _phones(zone: UUID) -> set[str]:
    people = Person.objects.filter(zone__path__contains=zone.hex, erased=False, phone_said__isnull=False)
    said = [phone for phone in people.values_list("phone_said", flat=True) if phone is not None]
    return {_digits(words) for words in keeping.read(said).values()} - {""}


def _register(draft: Draft, cmd: RegisterIntroducer) -> UUID:
    id, name = draft.new_id(), cmd.name.strip()
    columns: dict[str, Any] = {"zone_id": cmd.zone, "kind": cmd.kind, "registered_on": draft.today}
    if cmd.kind == "person":
        columns["name_said"] = Said.of(name, person=id, label="name")
    else:
        columns["name"] = name
    if cmd.phone.strip():
        columns["phone_said"] = Said.of(cmd.phone.strip(), person=id, label="phone")
    if code := cmd.credit_code.strip():
        columns["credit_code"] = check_credit_code(code).code
    draft.record(id, IntroducerRegistered(columns), zone=cmd.zone)
    if cmd.barred_why:
        draft.record(id, IntroducerBarred(cmd.barred_why, Said.of(cmd.reason.strip(), label="reason")), zone=cmd.zone)
    return id


@command
def bar_introducers(draft: Draft, commands: Sequence[BarIntroducer], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Bar introducers found to be public servants, staff of state firms or insiders; or clear them again."""
    rows = draft.lock_many(Introducer, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.INTRODUCERS.require(by, "bar", rows[cmd.id])
        found = checking.text(cmd.reason, "reason", needed="要写明依据")
        if cmd.why and cmd.why not in BARRED_NAMES:
            found.append(Reason("没有说属于哪一种不得引荐的人", where="why", mend="从名单里选"))
        if cmd.why == rows[cmd.id].barred_why:
            found.append(Reason("已是这样", where="why", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason")
        payload = IntroducerBarred(cmd.why, said) if cmd.why else IntroducerCleared(said)
        draft.record(cmd.id, payload, zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def introduce(draft: Draft, commands: Sequence[Introduce], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down who introduced a lead or a project first, before it is signed."""
    introducers = draft.lock_many(Introducer, dict.fromkeys(cmd.introducer for cmd in commands))
    reasons: list[Reason] = []
    abouts: list[Project | Lead] = []
    for item, cmd in enumerate(commands):
        policies.INTRODUCERS.require(by, "introduce", introducers[cmd.introducer])
        abouts.append(_introduced(draft, cmd, by))
        found = _wrong_introduction(cmd, introducers[cmd.introducer], abouts[-1], today)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    ids = [draft.new_id() for _ in commands]
    for id, cmd, row in zip(ids, commands, abouts, strict=True):
        of = "project_id" if isinstance(row, Project) else "lead_id"
        columns: dict[str, Any] = {"introducer_id": cmd.introducer, "zone_id": row.zone_id, of: row.id}
        columns |= {"on": cmd.on or today, "registered_on": today}
        draft.record(id, IntroductionRecorded(columns), zone=row.zone_id, occurred_on=cmd.on)
    return {"ids": ids}


def _introduced(draft: Draft, cmd: Introduce, by: Actor) -> Project | Lead:
    if len(cmd.about.given) != 1 or cmd.about.enterprise is not None:
        raise Refused([Reason("没有说是哪个项目或线索", where="about", mend="选一个")])
    if cmd.about.project is not None:
        project = draft.lock(Project, cmd.about.project)
        project_rules.RULES.require(by, "note", project)
        return project
    lead = draft.lock(Lead, cmd.about.given[0])
    lead_rules.RULES.require(by, "view", lead)
    return lead


def _wrong_introduction(cmd: Introduce, who: Introducer, row: Project | Lead, today: date) -> list[Reason]:
    found = checking.past(cmd.on, today)
    if who.barred:
        params = {"why": BARRED_NAMES[who.barred_why]}
        found.append(Reason("%(why)s不得作为引荐人", params, where="introducer", mend="查明有误就先解除"))
    if who.zone_id != row.zone_id:
        found.append(Reason("引荐人登记在另一个园区", where="introducer", mend="在本园区登记"))
    if _has_introducer(row):
        found.append(Reason("已有首个引荐人，一个项目只认一个", where="introducer", mend="查看已登记的引荐"))
    if isinstance(row, Lead):
        if row.state != "open":
            found.append(Reason("线索已成为项目或已放下", where="about", mend="记到它的项目上"))
        return found + _insider(who, row.investor, row)
    return found + _signed(cmd, row, today) + _insider(who, "", row)


def _has_introducer(row: Project | Lead) -> bool:
    of = "project" if isinstance(row, Project) else "lead"
    return Introduction.objects.filter(withdrawn=False, **{of: row}).exists()


def _signed(cmd: Introduce, row: Project, today: date) -> list[Reason]:
    """An introduction recorded after the first signing is none, and so is one dated after it."""
    first = Signing.objects.filter(project=row, withdrawn=False).exclude(state="rejected").order_by("signed_on").first()
    days = [day for day in (row.signed_on, first.signed_on if first else None) if day is not None]
    if not days and row.stage == Stage.TALKS:
        return []
    mend = "引荐人要在签约前登记；签约后补登的不认"
    if not days:
        params = {"stage": STAGE_NAMES[Stage(row.stage)]}
        return [Reason("项目已在『%(stage)s』，引荐没有在签约前登记", params, where="about", mend=mend)]
    found = [
        Reason("项目 %(day)s 已签约，引荐没有在签约前登记", {"day": min(days).isoformat()}, where="about", mend=mend)
    ]
    if (cmd.on or today) >= min(days):
        found.append(Reason("引荐日期不早于签约", where="on", mend="核对日期"))
    return found


def _insider(who: Introducer, investor: str, row: Project | Lead) -> list[Reason]:
    """Who invests does not introduce himself (宣州: 不包括投资人和合作人)."""
    firm = row.enterprise
    names = {firm_key(investor)} if investor else set()
    if firm is not None:
        names.add(firm_key(firm.name))
    same_code = firm is not None and bool(who.credit_code) and firm.credit_code == who.credit_code
    if same_code or (who.name and firm_key(who.name) in names):
        return [Reason("引荐人就是投资方", where="introducer", mend="投资方自己不能作为引荐人")]
    return []


@command
def withdraw_introductions(
    draft: Draft, commands: Sequence[WithdrawIntroduction], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Withdraw introductions recorded by mistake, with the reason."""
    rows = draft.lock_many(Introduction, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.INTRODUCTIONS.require(by, "withdraw", rows[cmd.id])
        found = checking.text(cmd.reason, "reason", needed="作废要写明原因")
        if rows[cmd.id].withdrawn:
            found.append(Reason("这条引荐已作废", mend="刷新页面"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        said = Said.of(cmd.reason.strip(), label="reason")
        draft.record(cmd.id, IntroductionWithdrawn(said), zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}
