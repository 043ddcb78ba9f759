"""Who imports, and what is imported, for the tests of imports."""

from __future__ import annotations

import io
from uuid import UUID

from southgate.kernel.exchange import services, work
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, Place, actor_with, make_person


def officer(place: Place, name: str = "李经理") -> Actor:
    return actor_with([Role.INVESTMENT_OFFICER], place, person=make_person(place, name))


def upload(data: bytes, place: Place, by: Actor, *, kind: str = "enterprises", name: str = "企业名册.xlsx") -> Upload:
    """Received and read, ready to look at."""
    brought = services.Brought(io.BytesIO(data), name, kind, place.zone)
    made = services.receive(brought, by=by, today=TODAY)
    work.run(made.id, State.READING, by=by, today=TODAY)
    return Upload.objects.get(pk=made.id)


def again(id: UUID) -> Upload:
    return Upload.objects.get(pk=id)
