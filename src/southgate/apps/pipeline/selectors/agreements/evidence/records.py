"""Pages of the evidence workbook about the records: the project, its signings, agreements, commitments, vouchers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from southgate.apps.pipeline.models.agreements import Agreement, AgreementText, Clause, Commitment, FairReview
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.selectors.agreements.evidence.table import sheet
from southgate.apps.pipeline.selectors.projects.ledger import row_of
from southgate.domain.agreements import words as terms
from southgate.domain.counting import vouchers as paid
from southgate.domain.counting import words as counted
from southgate.kernel.book import keeping
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.exports import Sheet, head_of
from southgate.kernel.exchange.fields import REFERENCES, Kind
from southgate.kernel.exchange.numbers import point
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names

TEXT, DAY, COUNT, SUM = Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.SUM
Row = Mapping[str, Any]


def basics(by: Actor, project: Project, about: Iterable[tuple[str, str]]) -> Sheet:
    """What the pack is of, and every field of the project that the reader may know."""
    fields = [field for field in project_rules.readable(by, project.zone_id) if not field.describes]
    values = row_of(project, fields)
    rows = [{"what": label, "value": value} for label, value in about]
    for field in fields:
        named = field.kind in REFERENCES
        shown = values.get(f"{field.name}_name") or "" if named else show_cell(field, _by_name(field, values), {})
        rows.append({"what": head_of(field), "value": shown})
    heads = [("what", noop("项目"), TEXT), ("value", noop("内容"), TEXT)]
    return sheet(noop("基本情况"), heads, rows)


def _by_name(field: Any, values: Row) -> Row:
    """`row_of` gives columns; a cell is shown from values by field name."""
    found = values.get(field.name if field.kind is Kind.WORDS else field.column)
    return {**values, field.name: found}


class _Named(dict[UUID | None, str]):
    """Names or words by id; "" for nobody, and for what was erased."""

    def __missing__(self, key: UUID | None) -> str:
        return ""


def _ids(rows: Iterable[Any], columns: Iterable[str]) -> set[UUID]:
    return {id for row in rows for name in columns if (id := getattr(row, name)) is not None}


def _people(rows: Iterable[Any], *columns: str) -> _Named:
    return _Named(person_names(_ids(rows, columns)).items())


def _words(rows: Iterable[Any], *columns: str) -> _Named:
    return _Named(keeping.read(_ids(rows, columns)).items())


def signings(project: UUID) -> Sheet:
    rows = list(Signing.objects.filter(project=project).order_by("signed_on", "id"))
    people = _people(rows, "reported_by_id", "decided_by_id")
    heads = [
        ("signed_on", noop("签约日期"), DAY), ("kind", noop("类型"), TEXT), ("form", noop("形式"), TEXT),
        ("number", noop("合同编号"), TEXT), ("amount", noop("签约额"), SUM), ("state", noop("甄别"), TEXT),
        ("reported_by", noop("报送人"), TEXT), ("decided_by", noop("认定人"), TEXT),
        ("decided_on", noop("认定日期"), DAY), ("withdrawn", noop("已撤回"), TEXT),
    ]  # fmt: skip
    found = [
        {
            "signed_on": row.signed_on, "kind": _(counted.KIND_NAMES[counted.SigningKind(row.kind)]),
            "form": _(counted.FORM_NAMES[counted.Form(row.form)]), "number": row.contract_number,
            "amount": row.amount, "currency": row.currency,
            "state": _(counted.SCREENING_NAMES[counted.Screening(row.state)]),
            "reported_by": people[row.reported_by_id], "decided_by": people[row.decided_by_id],
            "decided_on": row.decided_on, "withdrawn": _("是") if row.withdrawn else _("否"),
        }
        for row in rows
    ]  # fmt: skip
    return sheet(noop("签约"), heads, found)


def agreements(project: UUID) -> Sheet:
    """A row for each version of each text; an agreement without text has one row."""
    rows = list(Agreement.objects.filter(project=project).order_by("position", "id"))
    texts = list(AgreementText.objects.filter(agreement__in=rows).order_by("agreement", "number"))
    people = _Named(_people(rows, "submitted_by_id", "approved_by_id") | _people(texts, "written_by_id"))
    heads = [
        ("title", noop("协议"), TEXT), ("form", noop("形式"), TEXT), ("state", noop("现在"), TEXT),
        ("contract_number", noop("合同编号"), TEXT), ("signed_on", noop("签订日期"), DAY),
        ("number", noop("文本版本"), COUNT), ("on", noop("写入日期"), DAY), ("written_by", noop("起草人"), TEXT),
        ("submitted_by", noop("提交人"), TEXT), ("approved_by", noop("审批人"), TEXT),
        ("approved_on", noop("批准日期"), DAY), ("sha256", noop("文本 SHA-256"), TEXT),
    ]  # fmt: skip
    return sheet(noop("协议与版本"), heads, [one for row in rows for one in _versions(row, texts, people)])


def _versions(row: Agreement, texts: list[AgreementText], people: _Named) -> Iterable[dict[str, Any]]:
    head = {
        "title": row.title, "form": _(terms.FORM_NAMES[terms.AgreementForm(row.form)]),
        "state": _(terms.STATE_NAMES[terms.State(row.state)]), "contract_number": row.contract_number,
        "signed_on": row.signed_on,
    }  # fmt: skip
    mine = [text for text in texts if text.agreement_id == row.id]
    for text in mine:
        found = {**head, "number": text.number, "on": text.on, "sha256": text.sha256}
        found["written_by"] = people[text.written_by_id]
        if text.number == row.text_number:
            found |= {"submitted_by": people[row.submitted_by_id], "approved_on": row.approved_on}
            found["approved_by"] = people[row.approved_by_id]
        yield found
    if not mine:
        yield head


def clauses(project: UUID) -> Sheet:
    """Flagged passages, then the reviews; the first column tells them apart."""
    rows = list(
        Clause.objects.filter(agreement__project=project).select_related("agreement").order_by("agreement", "position")
    )
    reviews = list(
        FairReview.objects.filter(agreement__project=project)
        .select_related("agreement")
        .order_by("agreement", "reviewed_on", "id")
    )
    words = _words(rows, "quote_said", "reason_said")
    people = _Named(_people(rows, "added_by_id", "judged_by_id") | _people(reviews, "recorded_by_id"))
    heads = [
        ("sort", noop("条目"), TEXT), ("agreement", noop("协议"), TEXT), ("number", noop("文本版本"), COUNT),
        ("what", noop("标记或文号"), TEXT), ("quote", noop("原文或机关"), TEXT), ("state", noop("现在"), TEXT),
        ("by", noop("谁标、谁挂"), TEXT), ("judged_by", noop("判断人"), TEXT), ("on", noop("日期"), DAY),
        ("reason", noop("理由"), TEXT),
    ]  # fmt: skip
    found = [*(_clause(row, words, people) for row in rows), *(_review(row, people) for row in reviews)]
    return sheet(noop("条款与审查"), heads, found)


def _clause(row: Clause, words: _Named, people: _Named) -> dict[str, Any]:
    by_rule = row.found_by == terms.Found.RULE.value
    return {
        "sort": _("条款"), "agreement": row.agreement.title, "number": row.text_number,
        "what": _(terms.FLAG_NAMES[terms.Flag(row.flag)]), "quote": words[row.quote_said],
        "state": _(terms.CLAUSE_NAMES[terms.ClauseState(row.state)]),
        "by": _("规则") if by_rule else people[row.added_by_id],
        "judged_by": people[row.judged_by_id], "on": row.judged_on, "reason": words[row.reason_said],
    }  # fmt: skip


def _review(row: FairReview, people: _Named) -> dict[str, Any]:
    return {
        "sort": _("公平竞争审查"), "agreement": row.agreement.title, "number": row.text_number, "what": row.number,
        "quote": row.office, "state": _(terms.CONCLUSION_NAMES[terms.Conclusion(row.conclusion)]),
        "by": people[row.recorded_by_id], "on": row.reviewed_on,
    }  # fmt: skip


def commitments(project: UUID, titles: Mapping[str, str]) -> Sheet:
    """`titles`: of the measures. Those dropped from a draft too: what was offered and taken out is asked about."""
    rows = list(
        Commitment.objects.filter(project=project).select_related("agreement").order_by("agreement", "due_on", "id")
    )
    words = _words(rows, "text_said", "reason_said")
    people = _people(rows, "claimed_by_id", "decided_by_id")
    texts = _Named({row.id: words[row.text_said] for row in rows})
    heads = [
        ("agreement", noop("协议"), TEXT), ("side", noop("哪一方"), TEXT), ("measure", noop("衡量项目"), TEXT),
        ("quantity", noop("数量"), TEXT), ("unit", noop("单位"), TEXT), ("due_on", noop("履行期限"), DAY),
        ("text", noop("承诺"), TEXT), ("needs", noop("前提"), TEXT), ("state", noop("现在"), TEXT),
        ("met_on", noop("履行日期"), DAY), ("evidence", noop("凭证编号"), TEXT),
        ("evidence_sha256", noop("凭证 SHA-256"), TEXT), ("claimed_by", noop("报告人"), TEXT),
        ("decided_by", noop("认定人"), TEXT), ("decided_on", noop("认定日期"), DAY), ("reason", noop("说明"), TEXT),
    ]  # fmt: skip
    return sheet(noop("双方义务"), heads, [_commitment(row, titles, texts, words, people) for row in rows])


def _commitment(
    row: Commitment, titles: Mapping[str, str], texts: _Named, words: _Named,
    people: _Named,
) -> dict[str, Any]:  # fmt: skip
    return {
        "agreement": row.agreement.title, "side": _(terms.SIDE_NAMES[terms.Side(row.side)]),
        "measure": _(titles.get(row.measure, row.measure)),
        "quantity": point(row.quantity, row.places) if row.quantity is not None else "",
        "unit": _(row.unit) if row.unit else "", "due_on": row.due_on, "text": texts[row.id],
        "needs": texts[row.needs_id], "state": _(terms.STANDING_NAMES[terms.Standing(row.state)]),
        "met_on": row.met_on, "evidence": row.evidence_number, "evidence_sha256": row.evidence_sha256,
        "claimed_by": people[row.claimed_by_id], "decided_by": people[row.decided_by_id],
        "decided_on": row.decided_on, "reason": words[row.reason_said],
    }  # fmt: skip


def vouchers(project: UUID) -> Sheet:
    rows = list(Voucher.objects.filter(project=project).order_by("paid_on", "id"))
    words, people = _words(rows, "reason_said"), _people(rows, "entered_by_id", "decided_by_id")
    heads = [
        ("paid_on", noop("付款日期"), DAY), ("kind", noop("凭证类型"), TEXT), ("use", noop("用途"), TEXT),
        ("number", noop("凭证编号"), TEXT), ("issuer", noop("出具单位"), TEXT), ("payer", noop("付款人"), TEXT),
        ("amount", noop("金额"), SUM), ("state", noop("认定"), TEXT), ("entered_by", noop("录入人"), TEXT),
        ("decided_by", noop("认定人"), TEXT), ("decided_on", noop("认定日期"), DAY), ("reason", noop("理由"), TEXT),
        ("sha256", noop("文件 SHA-256"), TEXT),
    ]  # fmt: skip
    found = [
        {
            "paid_on": row.paid_on, "kind": _(paid.KIND_NAMES[paid.VoucherKind(row.kind)]),
            "use": _(paid.USE_NAMES[paid.Use(row.use)]), "number": row.number, "issuer": row.issuer,
            "payer": row.payer, "amount": row.amount, "currency": row.currency,
            "state": _(paid.STATE_NAMES[paid.State(row.state)]), "entered_by": people[row.entered_by_id],
            "decided_by": people[row.decided_by_id], "decided_on": row.decided_on,
            "reason": words[row.reason_said], "sha256": row.sha256,
        }
        for row in rows
    ]  # fmt: skip
    return sheet(noop("凭证"), heads, found)
