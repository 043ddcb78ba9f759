"""Agreements are drafted, changed, written and sent to approval. A text is never changed: it gets a next version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.entries.agreements import (
    AgreementChanged,
    AgreementRegistered,
    AgreementSubmitted,
    TextAdded,
    TextRegistered,
)
from southgate.apps.pipeline.models.agreements import Agreement, AgreementText
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.services.agreements import checking, passages
from southgate.apps.pipeline.services.agreements.commands import (
    DraftAgreement,
    EditAgreement,
    SubmitAgreement,
    WriteText,
)
from southgate.apps.pipeline.services.agreements.facts import text_facts
from southgate.domain.agreements.approving import submission_refusals
from southgate.domain.agreements.words import CHANGEABLE, AgreementForm, State
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

EDITABLE = frozenset({"title", "form", "enterprise", "supplements", "contract_number"})
WRITABLE = CHANGEABLE | {State.SUBMITTED, State.APPROVED}
_BLANK_LINES = re.compile(r"\n{3,}")
COLUMNS = {"enterprise": "enterprise_id", "supplements": "supplements_id"}


@command
def draft_agreements(draft: Draft, commands: Sequence[DraftAgreement], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Begin agreements of projects, with their first text when it is there already."""
    ids = []
    for item, cmd in enumerate(commands):
        project = draft.lock(Project, cmd.project)
        if project.withdrawn:
            raise NotFound(str(cmd.project))
        project_rules.RULES.require(by, "draft_agreement", project)
        values = {"title": cmd.title.strip(), "form": cmd.form, "supplements": cmd.supplements}
        values["enterprise"] = cmd.enterprise or project.enterprise_id
        reasons = _wrong(values, project.id, by)
        checking.refuse(reasons + (_unwritable(cmd.text) if cmd.text.strip() else []), item)
        id = draft.new_id()
        columns = {COLUMNS.get(name, name): value for name, value in values.items() if value is not None}
        given = {"zone_id": project.zone_id, "project_id": project.id, **columns}
        draft.record(id, AgreementRegistered(given), zone=project.zone_id)
        if cmd.text.strip():
            _draft_text(draft, id, project.zone_id, 1, tidy(cmd.text), None)
        ids.append(id)
    return {"ids": ids}


def _wrong(values: Mapping[str, Any], project: UUID, by: Actor) -> list[Reason]:
    found: list[Reason] = []
    if "title" in values:
        found += checking.line(values["title"], "title", checking.LONGEST_TITLE, needed="没有写名称")
    found += checking.line(values.get("contract_number") or "", "contract_number", checking.LONGEST_NUMBER)
    if values.get("enterprise") is not None and not enterprise.visible(by).filter(pk=values["enterprise"]).exists():
        found.append(Reason("没有这家企业", where="enterprise", mend="从名册里选"))
    supplements: UUID | None = values.get("supplements")
    if supplements is not None and not _is_signed(supplements, project):
        found.append(Reason("补充的要是本项目已签订的协议", where="supplements", mend="从列表里选"))
    if values.get("form") == AgreementForm.SUPPLEMENT and supplements is None:
        found.append(Reason("补充协议要说明补充哪一份", where="supplements", mend="从列表里选"))
    return found


def _is_signed(id: UUID, project: UUID) -> bool:
    return Agreement.objects.filter(pk=id, project=project, state=State.SIGNED.value).exists()


@command
def edit_agreements(draft: Draft, commands: Sequence[EditAgreement], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Change what an agreement is called and with whom it is, before it is approved."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "edit", row)
        stray = [Reason("这一项不能改", where=name) for name in sorted(cmd.values.keys() - EDITABLE)]
        now = {"form": row.form, "supplements": row.supplements_id, **cmd.values}
        checking.refuse([*stray, *_frozen(row), *_wrong(now, row.project_id, by)], item)
        columns = {COLUMNS.get(name, name): value for name, value in cmd.values.items()}
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if changed:
            was = {name: getattr(row, name) for name in changed}
            draft.record(row.id, AgreementChanged(changed, was), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _frozen(row: Agreement) -> list[Reason]:
    if row.state in CHANGEABLE:
        return []
    return [Reason("提交以后不能再改", where="state", mend="等退回；已签订的写补充协议")]


@command
def write_texts(draft: Draft, commands: Sequence[WriteText], *, by: Actor, today: date) -> Mapping[str, Any]:
    """A next version of a text. Approval and review of the version before do not hold for it."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "edit", row)
        text = tidy(cmd.text)
        _digest, missing = checking.evidence(cmd.file, row.id, "file")
        checking.refuse([*_unwritable(text), *missing, *_closed(row), *_same(row, text)], item)
        _draft_text(draft, row.id, row.zone_id, row.text_number + 1, text, cmd.file)
    return {"ids": [cmd.id for cmd in commands]}


def tidy(text: str) -> str:
    """Line ends of one kind, no blanks at the ends; the words stay as they are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _BLANK_LINES.sub("\n\n", lines)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _unwritable(text: str) -> list[Reason]:
    return checking.line(text, "text", checking.LONGEST_TEXT, needed="没有写协议文本")


def _closed(row: Agreement) -> list[Reason]:
    if row.state in WRITABLE:
        return []
    return [Reason("已签订或已终止，文本不能再改", where="state", mend="另写一份补充协议")]


def _same(row: Agreement, text: str) -> list[Reason]:
    latest = AgreementText.objects.filter(agreement=row, number=row.text_number, sha256=digest(text))
    if latest.exists():
        return [Reason("和第 %(number)s 版一字不差", {"number": row.text_number}, "text", "改了再写入")]
    return []


def _draft_text(draft: Draft, agreement: UUID, zone: UUID, number: int, text: str, file: UUID | None) -> None:
    flags = passages.draft_passages(draft, agreement, zone, number, text)
    draft.record(agreement, TextAdded(number, digest(text), flags), zone=zone)
    given = {
        "zone_id": zone, "agreement_id": agreement, "number": number, "text_said": Said.of(text, label="text"),
        "file": file, "sha256": digest(text), "length": len(text), "on": draft.today, "written_by_id": draft.by.person,
    }  # fmt: skip
    columns = {name: value for name, value in given.items() if value is not None}
    draft.record(draft.new_id(), TextRegistered(columns), zone=zone)


@command
def submit_agreements(
    draft: Draft, commands: Sequence[SubmitAgreement], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Send to approval by a second person."""
    for item, cmd in enumerate(commands):
        row = draft.lock(Agreement, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "edit", row)
        if by.person is None:
            raise Refused([Reason("提交要由具体的人来做", where="by", mend="用本人的账号办理", item=item)])
        checking.refuse(submission_refusals(text_facts(row)), item)
        draft.record(row.id, AgreementSubmitted(row.text_number), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}
