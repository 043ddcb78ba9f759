"""API tokens: shown once, narrowed by scopes, ended by time, by hand, and with the account's rights."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory

from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import ApiToken
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.services import CreateToken, RevokeToken, create_tokens, revoke_tokens, token_digest
from southgate.kernel.identity.tests.people import make_account, signed_in
from southgate.kernel.identity.web.errors import MustChangePassword
from southgate.kernel.identity.web.tokens import new_secret, token_actor
from southgate.kernel.orgs import policies
from southgate.kernel.orgs.models import Appointment, Unit, Zone
from southgate.kernel.testing import make_place

pytestmark = pytest.mark.django_db


def _today() -> date:
    return clock.today()


def _token(account, scopes=("read",), days=30):
    secret, today = new_secret(), _today()
    command = CreateToken(
        account=account.pk, label="统计平台", digest=token_digest(secret), scopes=scopes, until=today + timedelta(days)
    )
    create_tokens([command], by=actor_for(account, today), today=today, command_id=uuid4())
    return secret


def _ask(secret, **headers):
    return RequestFactory().get("/api/v1/", headers={"Authorization": f"Bearer {secret}", **headers})


def test_it_acts_as_its_person():
    account = make_account(make_place())
    actor = token_actor(_ask(_token(account)))
    assert actor.person == account.person and actor.roles == {Role.INVESTMENT_OFFICER}
    assert actor.scopes == {"read"}


def test_reading_does_not_write():
    place = make_place()
    account = make_account(place, role=Role.SYSTEM_ADMINISTRATOR)
    row = Unit.objects.get(pk=place.first_unit)
    read = token_actor(_ask(_token(account)))
    write = token_actor(_ask(_token(account, ("read", "write:unit"))))
    assert policies.UNIT.can(read, "view", row) and policies.UNIT.can(write, "edit", row)
    with pytest.raises(Forbidden):
        policies.UNIT.require(read, "edit", row)
    with pytest.raises(Forbidden):
        policies.ZONE.require(write, "edit", Zone.objects.get(pk=place.zone))


def test_a_scope_gives_no_right_that_the_person_lacks():
    place = make_place()
    actor = token_actor(_ask(_token(make_account(place), ("read", "write:unit"))))
    with pytest.raises(Forbidden):
        policies.UNIT.require(actor, "edit", Unit.objects.get(pk=place.first_unit))
    assert not policies.UNIT.visible(actor, Unit, "edit").exists()


def test_without_read_nothing_is_seen():
    place = make_place()
    actor = token_actor(_ask(_token(make_account(place), ("write:unit",))))
    assert not policies.UNIT.visible(actor, Unit).exists()


@pytest.mark.parametrize("change", [{"revoked_at": 1}, {"expires_at": 1}])
def test_a_dead_token_is_nobody_and_in_the_book(change):
    account = make_account(make_place())
    secret = _token(account)
    ApiToken.objects.update(**change)
    assert token_actor(_ask(secret)) is None
    assert '"cause":"token"' in Entry.objects.filter(subject=account.pk).last().payload


def test_no_token_no_actor():
    assert token_actor(_ask("sg_wrong")) is None
    assert token_actor(RequestFactory().get("/api/v1/")) is None


def test_rights_taken_back_are_gone_from_the_token_at_once():
    account = make_account(make_place())
    secret = _token(account)
    Appointment.objects.update(ended_at_once=True)
    assert token_actor(_ask(secret)).grants == ()
    account.is_active = False
    account.save()
    assert token_actor(_ask(secret)) is None


def test_a_first_password_stops_tokens_too():
    account = make_account(make_place())
    secret = _token(account)
    type(account).objects.update(must_change_password=True)
    with pytest.raises(MustChangePassword):
        token_actor(_ask(secret))


@pytest.mark.parametrize(("scopes", "days"), [((), 30), (("all",), 30), (("write:account",), 30), (("read",), 400)])
def test_wrong_tokens_are_refused(scopes, days):
    with pytest.raises(Refused):
        _token(make_account(make_place()), scopes, days)


def test_a_stranger_does_not_revoke_it():
    place = make_place()
    _token(make_account(place))
    other = make_account(place, "wang")
    command = RevokeToken(token=ApiToken.objects.get().pk)
    with pytest.raises(NotFound):
        revoke_tokens([command], by=actor_for(other, _today()), today=_today(), command_id=uuid4())


def test_the_page_shows_the_secret_once():
    client, account, _ = signed_in()
    data = {"label": "取数", "scopes": ["read"], "until": _today() + timedelta(30), "command_id": uuid4()}
    page = client.post("/me/tokens/new/", data).content.decode()
    row = ApiToken.objects.get(account=account)
    assert "sg_" in page and row.digest not in page
    assert "sg_" not in client.get("/me/").content.decode()
    client.post(f"/me/tokens/{row.pk}/revoke/", {"command_id": uuid4()})
    assert ApiToken.objects.get().revoked_at is not None
