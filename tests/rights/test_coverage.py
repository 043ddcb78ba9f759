"""S1b: every address and API operation stands in `urls.csv`, and is asked as anonymous, as a stranger, as each role."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from southgate.kernel.book.models import Head
from southgate.kernel.identity.roles import ENTERPRISE, Role
from southgate.kernel.identity.tests.people import give_post, make_account
from tests.rights import urls
from tests.rights.bodies import BODIES, sent
from tests.rights.matrix import World, make_world
from tests.rights.objects import OBJECTS

pytestmark = pytest.mark.django_db
DENIED = {403, 404}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
BESIDE_THE_BOOK = ("django_session", "identity_shelf")


def _ask(client: Client, line: urls.Line, method: str, values=None):
    address = urls.fill(urls.addresses()[line.name], values or {})
    if line.is_api and method != "GET":
        return getattr(client, method.lower())(address, **sent(line.name))
    accept = {"Accept": "application/json"} if line.is_api else {}
    return getattr(client, method.lower())(address, headers=accept)


def test_the_table_and_the_house_name_the_same_addresses():
    assert set(urls.addresses()) == set(urls.table())


def test_only_the_listed_answer_anonymous():
    for line in urls.table().values():
        for method in line.methods:
            answer = _ask(Client(), line, method)
            if line.is_public:
                assert answer.status_code == int(line.anonymous), (line.name, method, answer.status_code)
            elif line.is_api:
                assert answer.status_code == 401, (line.name, method, answer.status_code)
            else:
                assert answer.status_code == 302, (line.name, method, answer.status_code)
                assert answer.headers["Location"].startswith("/accounts/login/"), (line.name, method)


def test_public_addresses_are_few():
    public = {line.name for line in urls.table().values() if line.is_public}
    assert public == PUBLIC, "a new public address is a decision: review it here too"


PUBLIC = {
    "account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn", "set_language",
}  # fmt: skip


def test_a_stranger_gets_no_further_than_his_own():
    world = make_world()
    account = make_account(world.home, "stranger", role=None)
    for line in urls.table().values():
        for method in line.methods:
            client = Client()
            client.force_login(account)
            answer = _ask(client, line, method, _values(line, world))
            assert answer.status_code in line.stranger, (line.name, method, answer.status_code)


def _values(line: urls.Line, world: World):
    return OBJECTS[line.object](world) if line.object else {}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_it_may_and_reading_writes_nothing(role):
    world = make_world()
    client = Client()
    client.force_login(_account_of(role, world))
    client.get("/me/")
    for line in _readable():
        values = _values(line, world)
        position = Head.objects.get().position
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = _ask(client, line, "GET", values)
        if line.lets_in(role):
            assert answer.status_code == 200, (line.name, answer.status_code)
        else:
            assert answer.status_code in DENIED, (line.name, answer.status_code)
        assert Head.objects.get().position == position, line.name
        assert not _writes(queries), (line.name, _writes(queries))


def _account_of(role: Role, world: World):
    account = make_account(world.home, "who", role=None)
    give_post(world.home, account.person, role, **({"enterprise": uuid4()} if role in ENTERPRISE else {}))
    return account


def _readable():
    """Addresses that can be opened: without parameters, or with a real object to name."""
    lines = [line for line in urls.table().values() if "GET" in line.methods and not line.is_public and line.who != "-"]
    return [line for line in lines if line.object or not urls.has_parameters(line.name)]


def _writes(queries):
    found = [one["sql"] for one in queries.captured_queries if one["sql"].lstrip().upper().startswith(WRITES)]
    return [sql[:120] for sql in found if not any(table in sql for table in BESIDE_THE_BOOK)]


def test_every_operation_that_writes_has_a_body():
    writes = {
        line.name for line in urls.table().values() if line.is_api and line.methods != ("GET",) and line.who != "-"
    }
    assert writes == set(BODIES)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_writes_over_http_what_it_may_and_no_more(role):
    world = make_world()
    client = Client()
    client.force_login(_account_of(role, world))
    for line in (urls.table()[name] for name in BODIES):
        answer = _ask(client, line, line.methods[0], _values(line, world))
        assert (answer.status_code in DENIED) == (not line.lets_in(role)), (line.name, answer.status_code)
        assert answer.status_code < 500, (line.name, answer.content)
