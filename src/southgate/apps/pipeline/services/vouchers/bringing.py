"""A voucher together with the photo or scan of its slip: the bytes are stored first, and stay only if it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import IO, Any
from uuid import UUID

from southgate.apps.pipeline.services.vouchers.commands import CorrectVoucher, EnterVoucher, Slip
from southgate.kernel.book.writing import Answer, Service
from southgate.kernel.files.services import bring
from southgate.kernel.files.storing import Stored
from southgate.kernel.identity.actor import Actor

Bringing = Callable[..., Answer]


def with_slip(service: Service[Any], file: IO[bytes] | None, name: str) -> Bringing:
    """`service` for one command whose slip is `file`; as it is when there is none. Rights were asked for before."""

    def run(
        commands: Sequence[EnterVoucher | CorrectVoucher], *, by: Actor, today: date, command_id: UUID
    ) -> Answer:  # fmt: skip
        [cmd] = commands
        if file is None:
            return service([cmd], by=by, today=today, command_id=command_id)

        def attach(stored: Stored) -> Answer:
            own = replace(cmd, slip=Slip(stored, name))
            return service([own], by=by, today=today, command_id=command_id)

        return bring(file, name, attach, by=by, today=today)

    return run
