"""S2b: whatever is uploaded, the answer is plain: no server error, no row written, in time and within its memory.

2,000 mutants with SOUTHGATE_TRUST=1, 60 otherwise. The seed is printed by name of each mutant in a failure.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from southgate.kernel.book.models import Head
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.tests.people import signed_in
from tests.trust.mutator import mutants

FULL = os.environ.get("SOUTHGATE_TRUST") == "1"
COUNT = 2_000 if FULL else 60
SEED = 20261124
SECONDS, MEMORY = 5, 512  # MB
ROOT = Path(__file__).resolve().parents[2]
KINDS = ("enterprises", "projects")

pytestmark = [pytest.mark.django_db, pytest.mark.trust]


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.EXCHANGE_THREADS = False


def spent() -> float:
    """Processor seconds of this process and its children: what a busy machine cannot distort."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def bring(client, kind: str, name: str, data: bytes) -> None:
    """Upload and look; anything but a page is an error, and an exception is one too."""
    file = SimpleUploadedFile(name or "x", data)
    answer = client.post(reverse("exchange:start"), {"file": file, "kind": kind})
    assert answer.status_code in {302, 422}, answer.status_code
    if answer.status_code == 302:
        upload = Upload.objects.order_by("-created_at").first()
        assert upload.state in {State.CHECKED, State.REFUSED}, upload.state
        assert client.get(reverse("exchange:check", args=[upload.pk])).status_code == 200
        if upload.state == State.REFUSED:
            assert upload.reasons


def test_mutants_are_answered_and_write_nothing():
    client, _account, _place = signed_in()
    kinds = [key for key in KINDS if key in {kind.key for kind in registry.ledger_kinds()}]
    position, slowest = Head.objects.get().position, ("", 0.0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, (what, name, data) in enumerate(mutants(SEED, COUNT)):
        started, begun = spent(), time.monotonic()
        bring(client, kinds[number % len(kinds)], name, data)
        took = min(spent() - started, time.monotonic() - begun)
        slowest = max(slowest, (what, took), key=lambda one: one[1])
        assert took <= SECONDS, (what, took)
    assert Head.objects.get().position == position
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"{COUNT} mutants, slowest {slowest}, grown {grown} MB")
    assert grown <= MEMORY


def child_memory(*more: str) -> int:
    command = [sys.executable, "-m", "tests.trust.mutant_memory", str(SEED), str(COUNT if not more else 1), *more]
    return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def test_the_child_keeps_to_its_memory():
    most = child_memory()
    print(f"child {most} MB at most")
    assert most <= MEMORY


def test_a_reader_without_limits_is_found_out():
    """The planted fault: a child that may take what it wants. The same measure must see it."""
    assert child_memory("unlimited") > MEMORY
