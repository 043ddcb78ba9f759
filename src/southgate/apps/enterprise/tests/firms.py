"""Firms of the tests: invented, with an area code that does not exist."""

from __future__ import annotations

from uuid import UUID, uuid4

from southgate.apps.enterprise.api import RegisterEnterprise, register_enterprises
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, Place, actor_with

CODE = "91990001MA0R61Q37X"
OTHER_CODE = "91990001MA08E2145F"


def officer(place: Place) -> Actor:
    return actor_with([Role.INVESTMENT_OFFICER], place)


def make_firm(place: Place, name: str, code: str = "", **values: str) -> UUID:
    given = {"name": name, "credit_code": code, **values}
    cmd = RegisterEnterprise(zone=place.zone, values={k: v for k, v in given.items() if v})
    answer = register_enterprises([cmd], by=officer(place), today=TODAY, command_id=uuid4())
    return UUID(answer.data["ids"][0])
