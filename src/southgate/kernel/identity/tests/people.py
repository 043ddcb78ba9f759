"""Somebody with an account and a post, and his browser."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.services import CreateAccount, create_accounts
from southgate.kernel.orgs.services import posts
from southgate.kernel.testing import TODAY, Place, make_person, make_place

PASSWORD = "Nandamen-7-qiao"


def make_account(
    place: Place, username: str = "li", role: Role | None = Role.INVESTMENT_OFFICER, **more: Any
) -> Account:
    """An account of 李经理 with a post of `role`; no first password to change."""
    person = make_person(place, "李经理")
    command = CreateAccount(
        username=username, zone=place.zone, person=person, password=PASSWORD, must_change=more.pop("must_change", False)
    )
    answer = create_accounts([command], by=system_actor(), today=TODAY, command_id=uuid4())
    if role is not None:
        give_post(place, person, role)
    return Account.objects.get(pk=answer.data["accounts"][0])


def give_post(place: Place, person: UUID, role: Role, **more: Any) -> UUID:
    """From 2020 on, so that it holds whatever day the clock says."""
    post = posts.RegisterPost(zone=place.zone, title="岗位", role=role, **more)
    id = posts.register_posts([post], by=system_actor(), today=TODAY, command_id=uuid4()).data["posts"][0]
    appointment = posts.Appoint(post=UUID(id), person=person, from_day=TODAY.replace(year=2020))
    made = posts.appoint([appointment], by=system_actor(), today=TODAY, command_id=uuid4()).data
    return UUID(made["appointments"][0])


def sign_in(client: Client, username: str = "li", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": username, "password": password}, **more)


def signed_in(role: Role | None = Role.INVESTMENT_OFFICER, **more: Any) -> tuple[Client, Account, Place]:
    place = make_place()
    account = make_account(place, role=role, **more)
    client = Client()
    assert sign_in(client).status_code == 302
    return client, account, place
