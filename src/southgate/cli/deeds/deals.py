"""Deeds from the signature on: signings and their screening, tasks, vouchers, agreements; corrections of a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.api.agreements import (
    AddCommitment,
    DraftAgreement,
    SubmitAgreement,
    add_commitments,
    draft_agreements,
    submit_agreements,
)
from southgate.apps.pipeline.api.agreements import visible as agreements_seen
from southgate.apps.pipeline.api.projects import EditProject, Project, edit_projects
from southgate.apps.pipeline.api.signings import (
    RegisterSigning,
    ScreenSigning,
    SetTask,
    register_signings,
    screen_signings,
    set_tasks,
    to_screen,
)
from southgate.apps.pipeline.api.vouchers import AcceptVoucher, EnterVoucher, Slip, accept_vouchers, enter_vouchers
from southgate.apps.pipeline.api.vouchers import visible as vouchers_seen
from southgate.cli.deeds.scene import Scene, paper, sum_of
from southgate.domain.agreements.words import AgreementForm, Side
from southgate.domain.counting.vouchers import State
from southgate.domain.counting.words import SigningKind
from southgate.kernel.files import storing

EDITED = ("site_address", "product", "contractor")


def sign_known(scene: Scene, deed: Mapping[str, Any]) -> None:
    """The first signing of every project that the ledger says was signed, with the sum that it says."""
    rows = Project.objects.filter(zone=scene.zone, public_works=False).exclude(signed_on=None).order_by("code")
    commands = [
        RegisterSigning(
            project=row.pk, signed_on=row.signed_on, kind=SigningKind.FIRST,
            values={"amount": row.investment_planned, "contract_number": f"示例合同-{row.code}"},
        )
        for row in rows
    ]  # fmt: skip
    scene.ask(register_signings, *commands)


def sign(scene: Scene, deed: Mapping[str, Any]) -> None:
    kind = SigningKind(deed["kind"])
    command = RegisterSigning(
        project=scene.project(deed).pk, signed_on=scene.today, kind=kind, added=kind is SigningKind.INCREASE,
        values={"amount": sum_of(deed["sum"]), "contract_number": deed["number"]},
    )  # fmt: skip
    scene.ask(register_signings, command)


def screen(scene: Scene, deed: Mapping[str, Any]) -> None:
    """All that wait, `but` those of the projects named: they go on waiting for somebody."""
    rows = [row for row in to_screen(scene.by) if row.project.name not in deed["but"]]
    scene.ask(screen_signings, *(ScreenSigning(id=row.pk, seen=row.version, confirm=True) for row in rows))


def task(scene: Scene, deed: Mapping[str, Any]) -> None:
    target = sum_of(deed["target"]) if deed["definition"].endswith("_sum") else deed["target"]
    given = {"definition": deed["definition"], "target": target, "source": deed["source"]}
    scene.ask(set_tasks, SetTask(zone=scene.zone, year=scene.today.year, **given))


def voucher(scene: Scene, deed: Mapping[str, Any]) -> None:
    project = scene.project(deed)
    for part, (kind, use, number, issuer, wan, days) in enumerate(deed["slips"]):
        values = {
            "kind": kind, "use": use, "origin": "domestic", "number": number, "issuer": issuer,
            "payer": project.enterprise.name, "paid_on": scene.today - timedelta(days=days), "amount": sum_of(wan),
        }  # fmt: skip
        name = f"{number}.pdf"
        slip = Slip(storing.store(paper(number), name), name)
        scene.ask(enter_vouchers, EnterVoucher(project=project.pk, values=values, slip=slip), part=part)


def accept(scene: Scene, deed: Mapping[str, Any]) -> None:
    rows = vouchers_seen(scene.by, "decide").filter(project=scene.project(deed), state=State.ENTERED.value)
    scene.ask(accept_vouchers, *(AcceptVoucher(id=row.id, seen=row.version) for row in rows))


def agreement(scene: Scene, deed: Mapping[str, Any]) -> None:
    command = DraftAgreement(
        project=scene.project(deed).pk, title=deed["title"], form=AgreementForm.AGREEMENT, text=deed["text"].strip()
    )
    id = UUID(scene.ask(draft_agreements, command).data["ids"][0])
    commitments = [
        AddCommitment(
            agreement=id, side=Side(side), measure=measure, text=text, quantity=quantity,
            due_on=scene.today + timedelta(days=days),
        )
        for side, measure, text, days, quantity in ((*one, None)[:5] for one in deed["commitments"])
    ]  # fmt: skip
    for part, one in enumerate(commitments, 1):
        scene.ask(add_commitments, one, part=part)


def submit(scene: Scene, deed: Mapping[str, Any]) -> None:
    row = agreements_seen(scene.by).get(project=scene.project(deed))
    scene.ask(submit_agreements, SubmitAgreement(id=row.pk, seen=row.version))


def edit(scene: Scene, deed: Mapping[str, Any]) -> None:
    row = scene.project(deed)
    values = {name: deed[name] for name in EDITED if name in deed}
    scene.ask(edit_projects, EditProject(id=row.pk, seen=row.version, values=values, reason="补资料"))


DEEDS = {
    "sign_known": sign_known, "sign": sign, "screen": screen, "task": task, "voucher": voucher, "accept": accept,
    "agreement": agreement, "submit": submit, "edit": edit,
}  # fmt: skip
