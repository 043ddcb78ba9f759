"""S1c: what stands in another zone, and the confidential talks of others, appear nowhere; nor do totals betray them."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pyarrow.parquet
import pytest
from django.test import Client

from southgate.apps.pipeline.policies import projects as policies
from southgate.kernel.identity.roles import ENTERPRISE, Role
from southgate.kernel.identity.rules import EVERYTHING, InZone, Is, Rules
from southgate.kernel.identity.tests.people import give_post, make_account
from tests.rights import urls
from tests.rights.bodies import BODIES, sent
from tests.trust.canaries import Cage, fill_other, leaks, make_cage, past_day, talk, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.trust]
FULL = os.environ.get("SOUTHGATE_TRUST") == "1"
ASKING = tuple(Role) if FULL else (Role.INVESTMENT_OFFICER, Role.ENTERPRISE_PRINCIPAL, Role.AUDITOR)
ONE_MOMENT = re.compile(
    'name="(?:csrfmiddlewaretoken|command_id)" value="[^"]*"|name="csrf-token" content="[^"]*"'
    '|"X-CSRFToken": "[^"]*"|"position":\\d+|数据到账第 \\d+ 条|<dcterms:[^>]*>[^<]*'.encode()
)
"""What differs from one answer to the next without anything having changed."""
ASKED = {
    "pipeline:ledger": ("view=all", "q=kanar", "sort=-name", "sort=-production_promised_on", "day={day}",
                        "investment_planned_min=719000&investment_planned_max=720000", "stage=talks&status=normal"),
    "board:board": ("q=kanar", "status=", "status=normal", "day={day}", "investment_planned_min=719000"),
    "board:column": ("of=talks&q=kanar", "of=talks&page=2", "of=talks&day={day}"),
    "board:funnel": ("by=park", "by=lead_unit&q=kanar", "talk_on_from=2025-01-01", "day={day}"),
    "figures:figures": ("period=2025", "period=2025&day={day}"),
    "figures:signings": ("state=reported", "day={day}"),
    "figures:choose": ("q=kanar",),
    "figures:tasks": ("year=2025",),
    "GET /api/v1/figures": ("period=2025", "period=2025&day={day}"),
    "GET /api/v1/signings": ("state=reported", "day={day}"),
    "enterprise:list": ("q=kanar",),
    "search:find": ("q=kanar", "q=k"),
    "search:hits": ("q=kanar", "q=ka"),
    "orgs:people": ("q=kanar",),
    "orgs:book": ("kind=person.", "kind=import."),
    "portal:mywork": ("all=1", "day={day}"),
    "gates:reviews": ("day={day}",),
    "GET /api/v1/projects/{id}/evidence": ("day={day}",),
    "suspicions:desk": ("kind=address", "state=same", "day={day}"),
    "GET /api/v1/suspicions": ("kind=product", "state=different"),
    "vouchers:list": ("state=all", "state=accepted&use=fixed", "day={day}"),
    "vouchers:choose": ("q=kanar",),
    "GET /api/v1/vouchers": ("state=all", "state=accepted", "day={day}"),
    "agreements:list": ("show=ended", "show=claimed", "day={day}"),
    "GET /api/v1/agreements/commitments": ("show=ended", "show=claimed"),
    "meetings:visits": ("mine=1",),
    "meetings:whom": ("q=kanar", "q=k"),
    "meetings:follow-ups": ("mine=1", "closed=1"),
    "meetings:event": ("only=all", "only=not_counted", "day={day}"),
    "meetings:add-many": ("part=signing",),
    "leads:list": ("view=all", "view=mine", "view=handed_on", "view=all&q=kanar", "view=all&day={day}"),
    "leads:talks": ("colour=remove", "colour=removed", "grade=A", "q=kanar", "day={day}"),
    "GET /api/v1/leads": ("view=all", "view=all&q=kanar", "view=all&day={day}"),
    "GET /api/v1/talks": ("colour=remove", "grade=A", "q=kanar", "day={day}"),
    "GET /api/v1/projects": ("q=kanar", "sort=-name", "size=200", "day={day}", "jobs_expected_min=719000"),
    "GET /api/v1/projects/totals": ("q=kanar", "day={day}", "jobs_expected_min=719000"),
    "GET /api/v1/projects/facets": ("q=kanar",),
    "GET /api/v1/board": ("q=kanar", "day={day}", "jobs_expected_min=719000"),
    "GET /api/v1/board/column": ("of=talks", "of=talks&q=kanar&day={day}"),
    "GET /api/v1/board/funnel": ("by=park", "by=lead_unit&day={day}", "talk_on_from=2025-01-01"),
    "GET /api/v1/enterprises": ("q=kanar",),
    "GET /api/v1/enterprises/near": ("name=kanar1%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8",),
    "GET /api/v1/search": ("q=kanar", "q=k&limit=100"),
    "GET /api/v1/imports/template": ("kind=projects",),
}  # fmt: skip
"""What a curious person would type, short of the word itself, which the page would repeat."""


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.EXCHANGE_THREADS = False


def browser(cage: Cage, role: Role) -> Client:
    account = make_account(cage.home, f"asking-{role}", role=None)
    give_post(cage.home, account.person, role, **({"enterprise": cage.firm} if role in ENTERPRISE else {}))
    client = Client()
    client.force_login(account)
    return client


def whole(answer: Any) -> bytes:
    """Headers and body; of a workbook what is packed in it, whatever its packed length."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    if body[:4] == b"PAR1":
        body = str(pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist()).encode()
    return str(headers).encode() + body


def readable(cage: Cage) -> Iterator[str]:
    """Every address that can be opened in the home zone, as it is and with what a curious person would type."""
    for name, pattern in urls.addresses().items():
        if "GET" not in _methods(name) or name in {"account_logout"}:
            continue
        for id in _shown(pattern, cage) if urls.has_parameters(name) else [uuid4()]:
            path = urls.fill(pattern, dict.fromkeys(("pk", "id", "about"), id))
            yield path
            yield from (f"{path}?{query.format(day=past_day())}" for query in ASKED.get(name, ()))


def _methods(name: str) -> tuple[str, ...]:
    known = urls.table().get(name)
    return known.methods if known is not None else ("GET", "POST")


def _shown(pattern: str, cage: Cage) -> list[UUID]:
    return [cage.shown[word] for word in words_of(pattern) if word in cage.shown] or [uuid4()]


def hidden(cage: Cage) -> Iterator[tuple[str, str, UUID]]:
    """(name, pattern, id) of every address of a thing that is hidden."""
    for name, pattern in urls.addresses().items():
        if urls.has_parameters(name) and ("uuid" in pattern or "{id}" in pattern):
            for word in words_of(pattern):
                yield from ((name, pattern, id) for id in cage.ids.get(word, ()))


def opened(client: Client, name: str, pattern: str, id: UUID, method: str) -> Any:
    path = urls.fill(pattern, {"pk": id, "id": id, "about": id, "kind": "project", "person": id})
    more = sent(name) if name in BODIES and method != "GET" else {}
    return getattr(client, method.lower())(path, **more)


@pytest.fixture
def cage():
    return make_cage()


def walk(client: Client, cage: Cage, *, auditing: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """(what was asked, what leaked) of everything. The auditor's book tells of talks in his own zone, by law."""
    for path in readable(cage):
        if not (auditing and "/book/" in path):
            yield path, leaks(whole(client.get(path)))
    for name, pattern, id in hidden(cage):
        for method in _methods(name):
            yield f"{method} {pattern} {id}", leaks(whole(opened(client, name, pattern, id, method)))


@pytest.mark.parametrize("role", ASKING)
def test_no_canary_is_met_and_nothing_hidden_is_betrayed(role, cage, capsys):
    client, auditing = browser(cage, role), role is Role.AUDITOR
    met = dict(walk(client, cage, auditing=auditing))
    found = {asked: leaked for asked, leaked in met.items() if leaked}
    told = betrayed(client, cage)
    changed = changes(client, [path for path in readable(cage) if _is_compared(path, auditing)], cage)
    with capsys.disabled():
        print(f"\n{role}: {len(met)} answers, {len(found)} canaries, {len(told)} betrayals, {len(changed)} changes")
    assert (found, told, changed) == ({}, [], [])


def betrayed(client: Client, cage: Cage) -> list[str]:
    """Where the answer about a hidden thing is another one than about a thing that is not there."""
    found = []
    for name, pattern, id in hidden(cage):
        for method in _methods(name):
            there, nowhere = (opened(client, name, pattern, one, method) for one in (id, uuid4()))
            if _plain(there) != _plain(nowhere) or there.status_code == 200:
                found.append(f"{method} {pattern} {id}")
    return found


def changes(client: Client, paths: list[str], cage: Cage) -> list[str]:
    """Addresses that answer otherwise once the other zone has doubled and one more talk has begun."""
    before = {path: _plain(client.get(path)) for path in paths}
    fill_other(cage, 2)
    talk(cage, 9)
    return [path for path in paths if _plain(client.get(path)) != before[path]]


def _is_compared(path: str, auditing: bool) -> bool:
    """Not what counts the whole book by design, notes down that a file was taken, or is new each time."""
    if auditing and "/book/" in path:
        return False
    return not path.startswith(("/files/", "/ground/", "/accounts/", "/me/tokens/", "/api/v1/docs"))


def _plain(answer: Any) -> tuple[int, bytes]:
    """Status and body without what is of this moment or names the address itself."""
    return answer.status_code, re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", ONE_MOMENT.sub(b"", whole(answer)))


EXPORTERS = (Role.INVESTMENT_OFFICER, Role.ZONE_LEADER, Role.LEAD_UNIT)


@pytest.mark.parametrize("role", EXPORTERS if FULL else EXPORTERS[:1])
@pytest.mark.parametrize("form", ["xlsx", "csv", "parquet"])
def test_exports_hold_no_canary(role, form, cage):
    client = browser(cage, role)
    for kind in ("projects", "enterprises"):
        for filters in ({}, {"q": "kanar"} if kind == "projects" else {}):
            body = {"kind": kind, "form": form, "filters": filters}
            taken = client.post("/api/v1/exports", **{**sent("POST /api/v1/exports"), "data": body})
            assert taken.status_code == 200 and leaks(whole(taken)) == []
            page = client.post(f"/export/{kind}/", {"form": form, "command_id": str(uuid4()), **filters})
            assert page.status_code == 200 and leaks(whole(page)) == []


GUESSES = (
    ("q={}", "kanari0", "nobody00"), ("industry={}", "kanari0 industry", "nobody00 industry"),
    ("investment_planned_min={}&investment_planned_max={}", "7193.53", "7193.51"),
    ("production_promised_on_from={}&production_promised_on_to={}", "2031-03-31", "2032-03-31"),
    ("liaison_leader={}", "{secret}", "{random}"), ("responsible_person={}", "{secret}", "{random}"),
    ("enterprise={}", "{secret}", "{random}"), ("park={}", "{secret}", "{random}"),
)  # fmt: skip


@pytest.mark.parametrize("role", ASKING)
def test_guessing_right_looks_like_guessing_wrong(role, cage):
    """Filters, facets and totals are no oracle: the answer to the true value is that to a value nobody has."""
    client = browser(cage, role)
    secret = {"secret": str(cage.keeper.person), "random": str(uuid4())}
    for query, right, wrong in GUESSES:
        for path in (
            "/api/v1/projects", "/api/v1/projects/totals", "/api/v1/projects/facets", "/api/v1/board",
            "/api/v1/board/funnel",
        ):  # fmt: skip
            answers = [client.get(f"{path}?{query.format(*[guess.format(**secret)] * 2)}") for guess in (right, wrong)]
            texts = [(a.status_code, ONE_MOMENT.sub(b"", a.content)) for a in answers]
            assert texts[0] == texts[1], (path, query)


def test_a_namesake_of_a_talk_is_registered_without_a_word(cage):
    client = browser(cage, Role.INVESTMENT_OFFICER)
    body = {**sent("POST /api/v1/projects"), "data": {"values": {"name": "kanari0号项目"}}}
    assert client.post("/api/v1/projects", **body).status_code == 201


@pytest.mark.parametrize("fault", ["no filter of zones", "no filter of talks", "no check of one row"])
def test_a_planted_leak_is_found(fault, cage, monkeypatch):
    plant(fault, monkeypatch)
    assert any(leaked for _, leaked in walk(browser(cage, Role.INVESTMENT_OFFICER), cage))


def plant(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "no filter of zones":
        monkeypatch.setattr(InZone, "select", lambda self, by: EVERYTHING)
        monkeypatch.setattr(policies.InZoneOrPark, "select", lambda self, by: EVERYTHING)
    elif fault == "no filter of talks":
        monkeypatch.setattr(Is, "select", lambda self, by: EVERYTHING)
    else:
        monkeypatch.setattr(Rules, "can", lambda self, by, verb, row: True)
