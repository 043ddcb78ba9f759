"""An event as it was known on a past day, and the book told again."""

from __future__ import annotations

import pytest

from southgate.apps.pipeline.selectors.meetings.events import event_record
from southgate.apps.pipeline.services.meetings.commands import ChangeListed, EditEvent, Found, Listing, Sums
from southgate.apps.pipeline.services.meetings.events import change_listed, edit_events
from southgate.apps.pipeline.tests.meetings.meetings import (
    bring,
    make_event,
    make_introducer,
    make_visit,
    put_on,
    send,
    to_do,
)
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.models import Head
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def test_an_event_of_a_past_day_has_the_sums_of_that_day():
    play = cast()
    event, project = make_event(play), make_project(play)
    (line,) = put_on(play, event, Listing(project=project, sums=Sums(announced_minor=500)))
    then = Head.objects.get().position
    send(change_listed, ChangeListed(id=line, seen=1, part="presented", sums=Sums(announced_minor=900)), play.officer)
    send(edit_events, EditEvent(id=event, seen=1, values={"place": "会展中心"}), play.officer)
    old, now = (event_record(play.officer, event, today=TODAY, position=at) for at in (then, None))
    assert (old.totals.announced, old.place, old.can["edit"]) == (500, "管委会", False)
    assert (now.totals.announced, now.place, now.can["edit"]) == (900, "会展中心", True)


def test_rebuilding_the_rows_from_the_book_finds_no_difference():
    play = cast()
    project, event = make_project(play), make_event(play)
    make_visit(play.officer, project, findings=(Found("need", "供电"),), follow_ups=(to_do(play.li),))
    put_on(play, event, Listing(project=project, sums=Sums(announced_minor=500)))
    bring(play, make_introducer(play), project)
    assert list(differences()) == []
