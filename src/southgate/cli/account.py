"""`southgate account`: the first sign-ins of a new zone, and a new first password for one who lost his."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from uuid import UUID

import click

from southgate.cli.shell import json_option, saying_why, show
from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import ROLE_NAMES, Role
from southgate.kernel.identity.services import CreateAccount, ResetPassword, create_accounts, reset_passwords
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterZone, register_zones
from southgate.kernel.orgs.services.posts import Appoint, RegisterPost, appoint, register_posts

HOUSE = system_actor()
FIRST = {"system": Role.SYSTEM_ADMINISTRATOR, "security": Role.SECURITY_ADMINISTRATOR, "auditor": Role.AUDITOR}
"""三员分立: three persons from the first day; the security administrator makes everybody else."""
BYTES = 12


@click.group("account")
def command() -> None:
    """Sign-ins made on the machine itself; all others are made on the page by the security administrator."""


@command.command("first")
@click.argument("code")
@click.argument("name")
@json_option
@saying_why
def first(code: str, name: str, as_json: bool) -> None:
    """Set up a zone with CODE (letters, digits) and NAME, and its three administrators. Passwords are said once."""
    today = clock.today()
    made = register_zones(
        [RegisterZone(code=code.upper(), name=name, level="zone")], by=HOUSE, today=today, command_id=uuid.uuid4()
    )
    zone = UUID(made.data["zones"][0])
    passwords = {
        f"{login}-{code.lower()}": _administrator(zone, login, role, code, today) for login, role in FIRST.items()
    }
    lines = [f"{login}\t{password}" for login, password in passwords.items()]
    show({"zone": str(zone), "passwords": passwords}, as_json, "\n".join(["首次登录后必须改口令：", *lines]))


@command.command("reset")
@click.argument("login")
@json_option
@saying_why
def reset(login: str, as_json: bool) -> None:
    """Give LOGIN a new first password, said once; it must be changed at the next sign-in."""
    account = Account.objects.filter(username=login).first()
    if account is None:
        raise Refused([Reason("没有账号“%(login)s”", {"login": login}, where="LOGIN")])
    password = secrets.token_urlsafe(BYTES)
    cmd = ResetPassword(account=account.pk, password=password)
    reset_passwords([cmd], by=HOUSE, today=clock.today(), command_id=uuid.uuid4())
    show({"login": login, "password": password}, as_json, f"{login}\t{password}")


def _administrator(zone: UUID, login: str, role: Role, code: str, today: date) -> str:
    """A person, the post and the sign-in; returns the first password."""
    password = secrets.token_urlsafe(BYTES)
    said = register_people(
        [RegisterPerson(zone=zone, name=ROLE_NAMES[role])], by=HOUSE, today=today, command_id=uuid.uuid4()
    )
    person = UUID(said.data["people"][0])
    post = RegisterPost(zone=zone, title=ROLE_NAMES[role], role=role.value)
    posts = register_posts([post], by=HOUSE, today=today, command_id=uuid.uuid4())
    held = Appoint(post=UUID(posts.data["posts"][0]), person=person, from_day=today)
    appoint([held], by=HOUSE, today=today, command_id=uuid.uuid4())
    account = CreateAccount(username=f"{login}-{code.lower()}", zone=zone, person=person, password=password)
    create_accounts([account], by=HOUSE, today=today, command_id=uuid.uuid4())
    return password
