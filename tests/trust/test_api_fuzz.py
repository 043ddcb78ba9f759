"""S2: every operation of the API, fed with what its document allows and with what it forbids, by everybody.

No answer of 500 or above, none with a status or a body that the document does not name. A few examples in every run,
many with SOUTHGATE_TRUST=1; the counts are printed.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from functools import cache
from typing import Any
from uuid import uuid4

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from southgate.config.api import api
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.web.errors import VersionMissing
from southgate.kernel.orgs import selectors
from tests.rights.bodies import BODIES
from tests.trust.api_world import ASKING, ApiWorld, make_api_world

pytestmark = pytest.mark.django_db
FULL = os.environ.get("SOUTHGATE_TRUST") == "1"
EXAMPLES = 50 if FULL else 3
SEED = int(os.environ.get("SOUTHGATE_SEED", "20261124"))
NUMBERS = orjson.OPT_NON_STR_KEYS
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SLOW = {"POST /api/v1/imports", "POST /api/v1/imports/{id}/answers", "POST /api/v1/imports/{id}/read"}
"""Each of these starts a process that reads the workbook."""
HOW = settings(
    max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.EXCHANGE_THREADS = False
    logging.disable(logging.WARNING)
    for signal in (request_started, request_finished):  # the test's own transaction outlives the requests
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.disable(logging.NOTSET)


@cache
def operations() -> dict[str, tuple[Any, Any]]:
    """Operations of the document with their strategies: half of what fits, half of what does not."""
    schema = schemathesis.openapi.from_dict(orjson.loads(orjson.dumps(api.get_openapi_schema(), option=NUMBERS)))
    schema.app = served()
    found = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        fits, misfits = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
        found[operation.label] = operation, st.one_of(fits, misfits)
    return found


def served() -> Any:
    """The application as a server runs it: it knows where a request comes from."""
    app = get_wsgi_application()
    return lambda environ, start: app({"REMOTE_ADDR": "127.0.0.1", **environ}, start)


def ask(case: Any, world: ApiWorld, draw: Any) -> int:
    """Send one case, mostly to something real, with the headers and now and then the body that let it in.

    Every check must hold of the answer.
    """
    word = case.operation.path.split("/")[3]
    if "id" in (case.path_parameters or {}) and draw(st.integers(0, 9)):
        case.path_parameters["id"] = str(draw(st.sampled_from(world.ids[word])))
    if case.operation.label in BODIES and draw(st.integers(0, 3)) == 0:
        case.body = BODIES[case.operation.label]
    headers = {"Authorization": f"Bearer {world.token}"} if world.token else {}
    if draw(st.integers(0, 9)):
        headers |= {"Command-Id": str(uuid4()), "If-Match": f'"{draw(st.integers(1, 3))}"'}
    answer = case.call(headers=headers)
    case.validate_response(answer, checks=CHECKS, headers=headers)
    return int(answer.status_code)


def fuzz(strategy: Any, world: ApiWorld, most: int) -> Counter[int]:
    """How often each status was answered to `most` cases."""
    seen: Counter[int] = Counter()

    @seed(SEED)
    @settings(HOW, max_examples=most)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        seen[ask(data.draw(strategy), world, data.draw)] += 1

    run()
    return seen


def _written_since(position: int) -> set[str]:
    """Kinds of entries since then, but for refused tokens, which are in the book by law."""
    return set(Entry.objects.filter(position__gt=position).values_list("kind", flat=True)) - {"account.sign_in_refused"}


@pytest.mark.trust
@pytest.mark.parametrize("role", ASKING, ids=lambda role: role or "anonymous")
def test_no_server_error_and_nothing_undocumented(role, capsys):
    world = make_api_world(role)
    before = Head.objects.get().position
    asked = operations().items()
    total = sum(
        (fuzz(one, world, min(EXAMPLES, 5) if label in SLOW else EXAMPLES) for label, (_, one) in asked), Counter()
    )
    with capsys.disabled():
        who, answers = role or "anonymous", dict(sorted(total.items()))
        print(f"\n{who}: {total.total()} requests to {len(asked)} operations, answers {answers}")
    assert all(status < 500 for status in total)
    if role is None:
        assert set(total) <= {401, 404, 429} and _written_since(before) == set()


def test_every_operation_is_asked():
    documented = {
        f"{method.upper()} {path}" for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
    }
    assert set(operations()) == documented


@pytest.mark.trust
@pytest.mark.parametrize("fault", [KeyError("planted"), VersionMissing()], ids=["error", "undocumented status"])
def test_a_planted_fault_is_found(fault, monkeypatch):
    world = make_api_world(Role.INVESTMENT_OFFICER)

    def planted(by):
        raise fault

    monkeypatch.setattr(selectors, "zone_tree", planted)
    with pytest.raises(FailureGroup):
        fuzz(operations()["GET /api/v1/zones"][1], world, 10)
