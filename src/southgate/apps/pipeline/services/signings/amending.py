"""What a correction changes, checked like a new signing among the others of its project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.services.signings import checking, columns
from southgate.apps.pipeline.services.signings.commands import CorrectSigning
from southgate.domain.counting import kinds
from southgate.domain.counting.words import SigningKind
from southgate.domain.errors import Reason
from southgate.kernel.book import keeping
from southgate.kernel.exchange.columns import differences
from southgate.kernel.identity.actor import Actor


def amended(cmd: CorrectSigning, row: Signing, *, by: Actor, today: date) -> tuple[Mapping[str, Any], list[Reason]]:
    """(columns that change, what is wrong with them); a correction that changes nothing is refused."""
    project = Project.objects.get(pk=row.project_id)
    before = values_of(row)
    values = {**before, **cmd.values}
    kind = cmd.kind or SigningKind(row.kind)
    wrong = checking.wrong(project, kind, values, by=by, today=today)
    if not wrong and kind is not SigningKind(row.kind):
        wrong += _impossible(kind, row, project, values)
    if kind is not SigningKind(row.kind) and SigningKind.OWNER_CHANGE in {kind, row.kind}:
        say = "是不是更换业主，不能靠更正来改"
        wrong.append(Reason(say, where="kind", mend="撤回这一条，按实际情况重新登记"))
    if "enterprise" in cmd.values and row.kind == SigningKind.OWNER_CHANGE:
        wrong.append(Reason("更换业主后的企业不能靠更正来改", where="enterprise", mend="撤回这一条，重新登记"))
    listed = columns.listed_columns(values.get("listed_firm"), values["signed_on"]) if not wrong else {}
    if isinstance(listed, Reason):
        wrong, listed = [*wrong, listed], {}
    if wrong:
        return {}, wrong
    given = columns.columns_from(cmd.values)
    if kind is not SigningKind(row.kind):
        given["kind"] = kind.value
    changed, _ = differences({**given, **listed}, row)
    return changed, [] if changed else [Reason("没有要更正的内容", mend="改了再提交")]


def _impossible(kind: SigningKind, row: Signing, project: Project, values: Mapping[str, Any]) -> list[Reason]:
    """The kind among the signings before it; the ledger's own day is this signing's, so it says nothing here."""
    known = [
        one for one in columns.known_of([project.pk], [row.pk])[project.pk] if one.signed_on <= values["signed_on"]
    ]
    if kind is SigningKind.REPEAT:
        return []
    asked = columns.wanted(project, values, added=kind is SigningKind.INCREASE)
    return kinds.refusals(kind, known, asked)


def values_of(row: Signing) -> dict[str, Any]:
    """What stands, as one would give it."""
    found: dict[str, Any] = {name: getattr(row, f"{name}_id") for name in columns.REFERENCES}
    found |= {name: getattr(row, name) for name in (*columns.TEXTS, *columns.PLAIN)}
    said = row.listed_evidence_said
    return {**found, "listed_evidence": keeping.read([said]).get(said, "") if said else ""}
