"""A ceremony with 12 projects: signed or started in one go through the gates; all of them or none."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.meetings import Event, EventProject
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.selectors.meetings.events import event_record
from southgate.apps.pipeline.services.meetings.ceremony import hold_ceremonies
from southgate.apps.pipeline.services.meetings.commands import HoldCeremony, Listing, Sums
from southgate.apps.pipeline.services.signings.commands import ScreenSigning
from southgate.apps.pipeline.services.signings.screening import screen_signings
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.apps.pipeline.tests.meetings.meetings import make_event, put_on, send
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.errors import Forbidden, Refused, Stale
from southgate.domain.projects import Stage
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
YI = 10_000_000_000
TWELVE = 12


def twelve(play, part="signing", *, ready=TWELVE, to=Stage.SIGNED):
    """An event with 12 projects, of which the first `ready` meet every need."""
    projects = [make_project(play, f"示例项目{number:02d}") for number in range(TWELVE)]
    for project in projects[:ready]:
        make_ready(project, to)
    event = make_event(play, kind="signing" if part == "signing" else "start")
    sums = Sums(announced_minor=2 * YI, onsite_minor=YI)
    lines = put_on(play, event, *(Listing(project=project, part=part, sums=sums) for project in projects))
    return event, projects, tuple(lines)


def hold(play, event, lines, *, part="signing", by=None, seen=1, command_id=None, form="contract"):
    cmd = HoldCeremony(event=event, seen=seen, part=part, listed=lines, form=form)
    return send(hold_ceremonies, cmd, by or play.officer, command_id=command_id)


def confirm(play, signing):
    cmd = ScreenSigning(id=signing.pk, seen=signing.version, confirm=True)
    send(screen_signings, cmd, play.zhao)


def test_twelve_are_signed_in_one_command_and_the_event_was_held():
    play = cast()
    event, projects, lines = twelve(play)
    id = uuid4()
    answer = hold(play, event, lines, command_id=id)
    assert hold(play, event, lines, command_id=id).repeated
    assert len(answer.data["projects"]) == TWELVE
    rows = Project.objects.filter(pk__in=projects)
    assert {(row.stage, row.signed_on) for row in rows} == {("signed", TODAY)}
    signings = Signing.objects.values_list("event_id", "kind", "amount_cny", "state")
    assert set(signings) == {(event, "first", YI, "reported")} and len(signings) == TWELVE
    assert Event.objects.get(pk=event).state == "held"


def test_what_some_lack_is_told_of_each_and_nothing_is_half_done():
    play = cast()
    event, projects, lines = twelve(play, ready=10)
    with pytest.raises(Refused) as refusal:
        hold(play, event, lines)
    assert {reason.item for reason in refusal.value.reasons} == {10, 11}
    assert all(reason.where for reason in refusal.value.reasons)
    assert (Signing.objects.count(), set(Project.objects.values_list("stage", flat=True))) == (0, {"talks"})
    hold(play, event, lines[:10])
    assert Signing.objects.count() == 10
    assert list(Project.objects.filter(pk__in=projects[10:]).values_list("stage", flat=True)) == ["talks", "talks"]


def test_twelve_start_together_on_the_day_of_the_event():
    play = cast()
    event, _, lines = twelve(play, "start", to=Stage.STARTED)
    hold(play, event, lines, part="start")
    assert set(Project.objects.values_list("stage", "start_on")) == {("started", TODAY)}
    assert Signing.objects.count() == 0


def test_a_ceremony_that_cannot_be_is_refused_as_a_whole():
    play = cast()
    project = make_project(play)
    event = make_event(play, held_on=date(2026, 12, 20))
    (line,) = put_on(play, event, Listing(project=project, part="presented"))
    with pytest.raises(Refused) as refusal:
        hold(play, event, (line,))
    assert [(reason.where, reason.item) for reason in refusal.value.reasons] == [("event", None), ("part", 0)]
    with pytest.raises(Refused):
        hold(play, event, ())
    with pytest.raises(Stale):
        hold(play, event, (line,), seen=7)
    with pytest.raises(Forbidden):
        hold(play, event, (line,), by=play.wang)


def test_the_page_says_what_counts_here_and_why_not():
    play = cast()
    event, _, lines = twelve(play, ready=2)
    hold(play, event, lines[:2])
    confirm(play, Signing.objects.order_by("pk").first())
    known = event_record(play.officer, event, today=TODAY)
    assert (known.totals.lines, known.totals.announced, known.totals.counted) == (12, 24 * YI, 1)
    assert (known.totals.counted_money, known.totals.upgrades) == (YI, 0)
    said = {line.id: [reason.say for one in line.standing.here for reason in one.because] for line in known.lines}
    assert said[lines[0]] == [] and said[lines[1]] == ["还没有甄别"]
    assert {line.standing.elsewhere.say for line in known.lines if not line.standing.here} == {"还没有登记签约"}


def test_a_project_first_signed_elsewhere_does_not_count_here_again():
    """明政办〔2006〕95号, vector 12: the agreement counts at fair A, the contract at B is an upgrade without money."""
    play = cast()
    project = make_project(play)
    make_ready(project, Stage.SIGNED)
    a, b = make_event(play, "展会甲"), make_event(play, "展会乙")
    for event, form in ((a, "agreement"), (b, "contract")):
        (line,) = put_on(play, event, Listing(project=project, part="signing", sums=Sums(onsite_minor=5 * YI)))
        hold(play, event, (line,), form=form)
        confirm(play, Signing.objects.get(event=event))
    at_a, at_b = (event_record(play.officer, event, today=TODAY) for event in (a, b))
    assert (at_a.totals.counted, at_a.totals.counted_money) == (1, 5 * YI)
    assert (at_b.totals.counted, at_b.totals.counted_money, at_b.totals.upgrades) == (0, 0, 1)
    (line,) = at_b.lines
    assert line.standing.here[0].because and line.standing.elsewhere.params["event"] == "展会甲"
    assert EventProject.objects.count() == 2


def test_what_the_ledger_calls_signed_is_not_signed_first_at_an_event():
    play = cast()
    event = make_event(play)
    known = make_project(play, stage="signed", signed_on=date(2025, 12, 18))
    (line,) = put_on(play, event, Listing(project=known, part="signing"))
    with pytest.raises(Refused) as refusal:
        hold(play, event, (line,))
    assert [(reason.where, reason.item) for reason in refusal.value.reasons] == [("signed_on", 0)]
    (row,) = event_record(play.officer, event, today=TODAY).lines
    assert (row.signed_later, row.standing.elsewhere.params["day"]) == (None, "2025-12-18")
