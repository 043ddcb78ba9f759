"""What an import meets where vouchers are: money in place is not typed, a project with vouchers is not taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.pipeline.services.projects.exchange import LEDGER
from southgate.apps.pipeline.services.projects.facts import BY_VOUCHERS
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.apps.pipeline.tests.vouchers.slips import WAN, accept, enter
from southgate.domain.errors import Refused
from southgate.kernel.book.writing import command
from southgate.kernel.exchange.registry import RowUndo
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def project(people):
    return make_project(people, money_in_place=50 * WAN)


def checked(people, project, **changed):
    known = LEDGER.load(people.officer, [project])[project]
    return LEDGER.check({**known.values, **changed}, known)


def test_a_ledger_that_types_money_in_place_is_told_before_anything_is_written(people, project):
    assert checked(people, project, money_in_place=60 * WAN) == []
    accept(people.wang, enter(people.officer, project))
    assert checked(people, project, money_in_place=60 * WAN) == [BY_VOUCHERS]
    assert checked(people, project, industry="机械") == []


@command
def undo(draft, commands, *, by, today):
    [row] = commands
    LEDGER.undo(draft, [row], by=by, today=today, zone=uuid4(), batch=uuid4())
    return {}


def test_a_project_with_vouchers_is_no_slip_of_an_import(people, project):
    row = RowUndo(id=project, seen=1, created=True, back={}, position=1)
    enter(people.officer, project)
    with pytest.raises(Refused, match="已登记凭证，不能撤销它的登记"):
        undo([row], by=people.officer, today=TODAY, command_id=uuid4())
