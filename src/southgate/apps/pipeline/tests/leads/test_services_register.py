"""Registering leads and correcting them: codes, who talked first, what is alike, who may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.leads import Lead, LeadPast
from southgate.apps.pipeline.selectors.leads.reading import visible
from southgate.apps.pipeline.services.leads.commands import EditLead, RegisterLead
from southgate.apps.pipeline.services.leads.recording import edit_leads, register_leads
from southgate.apps.pipeline.tests.leads.leads import NAME, YI, lead, make_lead, places, run, says
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def test_it_works():
    play = cast()
    id = make_lead(
        play, investor="示例新能源公司", investment_planned=2 * YI, source="event", contact="王总 13800000000",
        lead_unit=play.place.first_unit,
    )  # fmt: skip
    row = lead(id)
    assert (row.code, row.initials, row.investment_cny) == ("XS-SL-2026-0001", "cndcjgj", 2 * YI)
    assert (row.received_on, row.first_zone_id, row.first_unit_id) == (TODAY, play.zone, play.place.first_unit)
    assert (row.taken_by_id, row.state, row.version) == (play.officer.person, "open", 1)
    assert LeadPast.objects.get(id=id).known_to is None
    assert "13800000000" not in Entry.objects.get(subject=id).payload


def test_the_registrar_s_own_unit_talked_first_unless_he_says_otherwise():
    play = cast()
    mine = lead(make_lead(play, "甲", by=play.li))
    other = lead(make_lead(play, "乙", by=play.li, first_unit=play.place.second_unit))
    assert (mine.first_unit_id, mine.lead_unit_id) == (play.place.first_unit, play.place.first_unit)
    assert (other.first_unit_id, other.lead_unit_id) == (play.place.second_unit, play.place.second_unit)


def test_a_lead_of_yesterday_is_late_entered_and_its_code_goes_on():
    play = cast()
    make_lead(play, "甲")
    id = make_lead(play, "乙", received_on=TODAY - timedelta(days=9))
    assert lead(id).code == "XS-SL-2026-0002"
    assert Entry.objects.get(subject=id).occurred_on == TODAY - timedelta(days=9)


def test_all_reasons_come_at_once_each_with_its_item():
    play, other = cast(), cast("SL2")
    soon = TODAY + timedelta(days=1)
    commands = [
        RegisterLead(zone=play.zone, values={"name": "", "received_on": soon, "first_unit": other.place.first_unit}),
        RegisterLead(zone=play.zone, values={"name": "乙", "colour": "红", "source": "天上"}),
        RegisterLead(zone=play.zone, values={"name": "丙", "investment_planned": YI, "currency": "USD"}),
    ]
    with pytest.raises(Refused) as refusal:
        register_leads(commands, by=play.officer, today=TODAY, command_id=uuid4())
    found = [(reason.item, reason.where) for reason in refusal.value.reasons]
    assert found == [
        (0, "name"), (0, "received_on"), (0, "first_unit"), (1, "colour"), (1, "source"), (2, "rate_millionths"),
        (2, "rate_on"),
    ]  # fmt: skip
    assert Lead.objects.count() == 0


def test_the_same_name_or_investor_is_shown_first_and_may_still_be_another():
    play = cast()
    known = make_lead(play, investor="示例新能源公司", first_contact_on=date(2026, 11, 1), by=play.li)
    with pytest.raises(Refused) as refusal:
        make_lead(play, "储能电池 结构件")
    assert says(refusal) == [
        "可能与线索「储能电池结构件」（XS-SL-2026-0001，2026-11-01 招商一局首谈）是同一个：名称相同"
    ]
    with pytest.raises(Refused) as refusal:
        make_lead(play, "钠电正极材料", investor="（示例）新能源公司")
    assert places(refusal) == ["investor"] and refusal.value.reasons[0].params["id"] == known.hex
    cmd = RegisterLead(zone=play.zone, values={"name": NAME}, not_the_same=(known,))
    run(register_leads, cmd, play.officer)
    assert Lead.objects.count() == 2


def test_a_project_of_the_same_name_or_firm_is_shown_too():
    play = cast()
    make_project(play, NAME, enterprise=make_firm(play.place, "示例新能源有限公司"))
    for values in ({"name": NAME}, {"name": "乙", "investor": "示例新能源有限公司"}):
        with pytest.raises(Refused) as refusal:
            run(register_leads, RegisterLead(zone=play.zone, values=values), play.officer)
        assert "SL-2026-0001" in says(refusal)[0]


def test_a_hidden_lead_or_talk_of_the_same_name_is_not_betrayed():
    play = cast()
    make_lead(play, confidential=True)
    make_project(play, "乙", confidential=True)
    make_lead(play, by=play.li)
    make_lead(play, "乙", by=play.li)
    assert Lead.objects.count() == 3
    assert not visible(play.li).filter(confidential=True).exists()


def test_an_edit_writes_what_changed_and_keeps_what_was():
    play = cast()
    id = make_lead(play, industry="锂电")
    run(
        edit_leads,
        EditLead(id=id, seen=1, values={"industry": "储能", "name": NAME, "investor": "示例公司"}),
        play.zhao,
    )
    row = lead(id)
    assert (row.industry, row.investor_key, row.version) == ("储能", "示例公司", 2)
    run(edit_leads, EditLead(id=id, seen=2, values={"industry": "储能"}), play.officer)
    assert lead(id).version == 2


def test_when_it_came_and_who_talked_first_change_with_a_reason_alone():
    play = cast()
    id = make_lead(play)
    values = {"received_on": date(2026, 11, 2), "confidential": True}
    with pytest.raises(Refused) as refusal:
        run(edit_leads, EditLead(id=id, seen=1, values=values), play.officer)
    assert places(refusal) == ["confidential", "reason"]
    run(edit_leads, EditLead(id=id, seen=1, values={"received_on": date(2026, 11, 2)}, reason="按登记本"), play.officer)
    assert lead(id).received_on == date(2026, 11, 2)


def test_stale_is_refused_and_a_repeat_gives_the_same_answer():
    play, command = cast(), uuid4()
    cmd = RegisterLead(zone=play.zone, values={"name": NAME})
    first = run(register_leads, cmd, play.officer, command_id=command)
    again = run(register_leads, cmd, play.officer, command_id=command)
    assert again.repeated and again.data == first.data and Lead.objects.count() == 1
    id = UUID(first.data["ids"][0])
    run(edit_leads, EditLead(id=id, seen=1, values={"industry": "储能"}), play.officer)
    with pytest.raises(Stale):
        run(edit_leads, EditLead(id=id, seen=1, values={"industry": "钠电"}), play.officer)


def test_who_may_not():
    play, other = cast(), cast("SL2")
    for by, error in ((play.stranger, NotFound), (other.officer, NotFound), (play.wang, Forbidden)):
        with pytest.raises(error):
            make_lead(play, by=by)
    id = make_lead(play)
    for by, error in ((play.stranger, NotFound), (other.officer, NotFound), (play.wang, Forbidden)):
        with pytest.raises(error):
            run(edit_leads, EditLead(id=id, seen=1, values={"industry": "x"}), by)
