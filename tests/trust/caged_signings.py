"""Signings and tasks that nobody of another zone, or outside a talk's team, may ever meet."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.services.signings.commands import RegisterSigning, SetTask
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.services.signings.tasks import set_tasks
from southgate.kernel import clock
from southgate.kernel.identity.actor import Actor, system_actor


def signed(by: Actor, project: UUID, word: str, amount: int) -> dict[str, UUID]:
    """A signing of a talk whose gate is closed: it waits, and the talk stays as secret as it is."""
    values = {"amount": amount, "contract_number": f"{word}-HT", "recognised_number": word}
    cmd = RegisterSigning(project=project, signed_on=date(2025, 1, 2), values=values)
    return {"signings": _send(register_signings, cmd, by)}


def tasked(zone: UUID, word: str, target: int) -> dict[str, UUID]:
    cmd = SetTask(zone=zone, definition="signed", year=clock.today().year, target=target, source=word)
    return {"tasks": _send(set_tasks, cmd, system_actor())}


def _send(service: Any, command: Any, by: Actor) -> UUID:
    return UUID(service([command], by=by, today=clock.today(), command_id=uuid4()).data["ids"][0])
