"""The steps of a lead, each by its own command: a person named, judged, answered, reported, dropped, taken up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.leads import (
    BureauJoined,
    LeadAnswered,
    LeadDropped,
    LeadJudged,
    LeadOpened,
    LeadReported,
    LeadRestored,
    PersonNamed,
)
from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.services.leads import facts
from southgate.apps.pipeline.services.leads.commands import (
    AnswerLead,
    DropLead,
    JoinBureau,
    JudgeLead,
    NamePerson,
    OpenLead,
    ReportLead,
    RestoreLead,
)
from southgate.apps.pipeline.services.leads.recording import ended
from southgate.apps.pipeline.services.projects import references
from southgate.domain.errors import Reason, Refused
from southgate.domain.leads import Judgement, LeadState, TransferState
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

Check = Callable[[Any, Lead], list[Reason]]
Payload = Callable[[Any], Any]


def _steps(
    draft: Draft, commands: Sequence[Any], verb: str, by: Actor, check: Check, payload: Payload
) -> Mapping[str, Any]:
    """Lock, allow, decide, record: the same for every step. Raises Refused with all reasons of all commands."""
    rows = draft.lock_many(Lead, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, verb, rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in check(cmd, rows[cmd.id])]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row, on = rows[cmd.id], getattr(cmd, "occurred_on", None)
        draft.record(row.id, payload(cmd), zone=row.zone_id, occurred_on=on)
    return {"ids": [cmd.id for cmd in commands]}


def _why(text: str) -> Said:
    return Said.of(text.strip(), label="reason")


@command
def name_persons(draft: Draft, commands: Sequence[NamePerson], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Name who is responsible. The clock was met by the first naming; a later one only changes who it is."""

    def check(cmd: NamePerson, row: Lead) -> list[Reason]:
        asked = {"responsible_person": cmd.person, **({"lead_unit": cmd.unit} if cmd.unit is not None else {})}
        unknown = references.unknown([asked], references.ground(row.zone_id), by)[0]
        same = row.responsible_person_id == cmd.person and cmd.unit in {None, row.lead_unit_id}
        again = [Reason("责任人已是这个人", where="person")] if same else []
        where = {"responsible_person": "person", "lead_unit": "unit"}
        strange = [replace(reason, where=where.get(reason.where, reason.where)) for reason in unknown]
        return facts.all_of(ended(row), strange, again, facts.day_of_step(cmd.occurred_on, row.received_on, today))

    return _steps(draft, commands, "name_person", by, check, lambda cmd: PersonNamed(cmd.person, cmd.unit))


@command
def judge_leads(draft: Draft, commands: Sequence[JudgeLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Judge whether to follow a lead, or that outside experts must be asked first; always with the reason."""

    def check(cmd: JudgeLead, row: Lead) -> list[Reason]:
        found = ended(row)
        if cmd.to == row.judgement:
            found.append(Reason("研判已是这个结论", where="to"))
        if cmd.to is Judgement.EXPERT and row.judged_on is not None:
            found.append(Reason("已有研判结论，不能再改为请外部专家", where="to", mend="改判为跟进或不跟进"))
        return facts.all_of(
            found,
            facts.said(cmd.reason, "reason", ask="研判要写明原因"),
            facts.day_of_step(cmd.occurred_on, row.received_on, today),
        )

    return _steps(draft, commands, "judge", by, check, lambda cmd: LeadJudged(cmd.to.value, _why(cmd.reason)))


@command
def answer_leads(draft: Draft, commands: Sequence[AnswerLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down what was told to who brought the lead, or to the investor."""

    def check(cmd: AnswerLead, row: Lead) -> list[Reason]:
        return facts.all_of(
            ended(row),
            facts.said(cmd.text, "text", ask="写明怎样答复的"),
            facts.day_of_step(cmd.occurred_on, row.received_on, today),
        )

    return _steps(draft, commands, "tell", by, check, lambda cmd: LeadAnswered(_text(cmd.text, "answer")))


def _text(text: str, label: str) -> Said:
    return Said.of(text.strip(), label=label)


@command
def report_leads(draft: Draft, commands: Sequence[ReportLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Report how a followed lead stands; what kind of progress it was is said, also that there was none."""

    def check(cmd: ReportLead, row: Lead) -> list[Reason]:
        found = ended(row)
        if row.judgement != Judgement.FOLLOW.value:
            found.append(Reason("研判为跟进的线索才有进展报告", mend="先作研判"))
        return facts.all_of(
            found,
            facts.said(cmd.text, "text", ask="写明进展"),
            facts.day_of_step(cmd.occurred_on, row.received_on, today),
        )

    return _steps(
        draft, commands, "tell", by, check, lambda cmd: LeadReported(cmd.what.value, _text(cmd.text, "report"))
    )


@command
def join_bureau(draft: Draft, commands: Sequence[JoinBureau], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down that the city's bureau joined early."""

    def check(cmd: JoinBureau, row: Lead) -> list[Reason]:
        again = [Reason("市级部门已经介入")] if row.bureau_on is not None else []
        long = facts.said(cmd.text, "text", ask="") if cmd.text.strip() else []
        return facts.all_of(ended(row), again, long, facts.day_of_step(cmd.occurred_on, row.received_on, today))

    def payload(cmd: JoinBureau) -> BureauJoined:
        return BureauJoined(_text(cmd.text, "bureau") if cmd.text.strip() else None)

    return _steps(draft, commands, "tell", by, check, payload)


@command
def open_leads(draft: Draft, commands: Sequence[OpenLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Open confidential leads to the zone, by one of those who see them, with the reason."""

    def check(cmd: OpenLead, row: Lead) -> list[Reason]:
        again = [] if row.confidential else [Reason("线索没有保密", mend="刷新页面")]
        return facts.all_of(ended(row), again, facts.said(cmd.reason, "reason", ask="解除保密要写明原因"))

    return _steps(draft, commands, "end_confidentiality", by, check, lambda cmd: LeadOpened(_why(cmd.reason)))


@command
def drop_leads(draft: Draft, commands: Sequence[DropLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Drop leads, with the reason. Nothing is deleted; each may be taken up again."""

    def check(cmd: DropLead, row: Lead) -> list[Reason]:
        return facts.all_of(
            ended(row),
            not_offered(row),
            facts.said(cmd.reason, "reason", ask="放下线索要写明原因"),
            facts.day_of_step(cmd.occurred_on, row.received_on, today),
        )

    return _steps(draft, commands, "drop", by, check, lambda cmd: LeadDropped(_why(cmd.reason)))


def not_offered(row: Lead) -> list[Reason]:
    """While an offer waits for its answer, the lead belongs to both sides."""
    if not LeadTransfer.objects.filter(lead_id=row.id, state=TransferState.OFFERED.value).exists():
        return []
    return [Reason("线索正在转出，等对方答复", mend="先收回转出，或等对方答复")]


@command
def restore_leads(draft: Draft, commands: Sequence[RestoreLead], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take dropped leads up again, with the reason. Clocks that were not met go on from when the lead came."""

    def check(cmd: RestoreLead, row: Lead) -> list[Reason]:
        standing = [] if row.state == LeadState.DROPPED.value else [Reason("线索没有放下", mend="刷新页面")]
        return facts.all_of(standing, facts.said(cmd.reason, "reason", ask="恢复跟进要写明原因"))

    return _steps(draft, commands, "drop", by, check, lambda cmd: LeadRestored(_why(cmd.reason)))
