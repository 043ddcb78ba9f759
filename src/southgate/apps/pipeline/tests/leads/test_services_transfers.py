"""Handing leads over: offered, accepted or sent back; nothing lost, credit shared, both sides' rights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.selectors.leads.reading import visible
from southgate.apps.pipeline.selectors.leads.receivers import receivers
from southgate.apps.pipeline.selectors.leads.record import credit_of, record
from southgate.apps.pipeline.services.leads import steps, transfers
from southgate.apps.pipeline.services.leads.commands import (
    AcceptTransfer,
    DeclineTransfer,
    DropLead,
    EditLead,
    WithdrawTransfer,
)
from southgate.apps.pipeline.services.leads.recording import edit_leads
from southgate.apps.pipeline.tests.leads.leads import (
    YI,
    followed,
    lead,
    load_rules,
    make_lead,
    neighbours,
    offered,
    places,
    run,
    says,
    seen,
    transfer,
)
from southgate.apps.pipeline.tests.projects.projects import cast
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.reading import feed
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def accept(pk, by, **more):
    return run(transfers.accept_transfers, AcceptTransfer(id=pk, seen=transfer(pk).version, **more), by)


def to_the_neighbour(play, other, id=None, **more):
    """A lead of the first unit, followed, offered to the other zone and taken there by 李经理's namesake."""
    id = id or followed(play, lead_unit=play.place.first_unit, investment_planned=2 * YI, **more)
    pk = offered(play, id, to_zone=other.zone)
    accept(pk, other.li)
    return id, pk


def test_to_another_zone_with_all_it_had():
    load_rules()
    play, other = neighbours()
    firm = make_firm(play.place, "示例新能源有限公司")
    id = followed(play, lead_unit=play.place.first_unit, enterprise=firm, park=play.place.north, investment_planned=YI)
    before = lead(id)
    pk = offered(play, id, to_zone=other.zone)
    assert visible(other.officer).filter(pk=id).exists() and lead(id).zone_id == play.zone
    accept(pk, other.li)
    row = lead(id)
    assert (row.zone_id, row.lead_unit_id, row.responsible_person_id) == (
        other.zone, other.place.first_unit, other.li.person,
    )  # fmt: skip
    kept = ("code", "received_on", "named_on", "judged_on", "judgement", "first_zone_id", "first_unit_id")
    assert all(getattr(row, name) == getattr(before, name) for name in kept)
    assert (row.enterprise_id, row.park_id, row.investor) == (None, None, "示例新能源有限公司")
    assert [clock.key for clock in record(other.li, id, day=TODAY).clocks][:2] == ["named", "judged"]
    said = [line.sentence for line in feed([id, pk], by=other.li).lines]
    assert any("招商一局提出转给示例园区SL2，保留首谈功劳 30%，因为用地不合适" in one for one in said)


def test_the_first_zone_goes_on_looking_and_no_more():
    play, other = neighbours()
    id, _ = to_the_neighbour(play, other)
    assert record(play.zhao, id, day=TODAY).values["name"]
    assert not any(record(play.officer, id, day=TODAY).can.values())
    with pytest.raises(Forbidden):
        run(edit_leads, EditLead(id=id, seen=seen(id), values={"industry": "x"}), play.officer)
    run(edit_leads, EditLead(id=id, seen=seen(id), values={"industry": "储能"}), other.officer)


def test_credit_is_shared_and_shared_again():
    play, other = neighbours()
    id, _ = to_the_neighbour(play, other)
    assert credit_of(id) == {play.place.first_unit: 300_000, other.place.first_unit: 700_000}
    pk = offered(other, id, to_zone=other.zone, to_unit=other.place.second_unit, share_millionths=500_000, by=other.li)
    accept(pk, other.zhao, person=other.wang.person)
    assert credit_of(id) == {
        play.place.first_unit: 300_000, other.place.first_unit: 350_000, other.place.second_unit: 350_000,
    }  # fmt: skip
    assert record(other.li, id, day=TODAY).credit[0].name == "招商一局"


def test_within_a_zone_the_other_unit_takes_it():
    play = cast()
    id = followed(play, lead_unit=play.place.first_unit)
    pk = offered(play, id, to_zone=play.zone, to_unit=play.place.second_unit)
    there = replace(play.li, person=play.wang.person, id=play.wang.id, unit=play.place.second_unit)
    there = replace(there, grants=tuple(replace(grant, unit=play.place.second_unit) for grant in there.grants))
    with pytest.raises(Forbidden):
        accept(pk, play.li)
    accept(pk, there)
    assert (lead(id).lead_unit_id, lead(id).park_id, lead(id).zone_id) == (play.place.second_unit, None, play.zone)


def test_whoever_offered_it_never_accepts_it_himself():
    play = cast()
    id = followed(play, lead_unit=play.place.first_unit)
    pk = offered(play, id, to_zone=play.zone, to_unit=play.place.second_unit, by=play.zhao)
    with pytest.raises(Refused) as refusal:
        accept(pk, play.zhao)
    assert "转出的人不能替对方答复" in says(refusal)


def test_sent_back_with_a_reason_or_taken_back():
    play, other = neighbours()
    id = followed(play, lead_unit=play.place.first_unit)
    pk = offered(play, id, to_zone=other.zone)
    with pytest.raises(Refused) as refusal:
        run(transfers.decline_transfers, DeclineTransfer(id=pk, seen=1, reason=" "), other.li)
    assert places(refusal) == ["reason"]
    run(transfers.decline_transfers, DeclineTransfer(id=pk, seen=1, reason="没有环境容量"), other.li)
    assert (transfer(pk).state, transfer(pk).declined_on, lead(id).zone_id) == ("declined", TODAY, play.zone)
    assert not visible(other.li).filter(pk=id).exists()
    again = offered(play, id, to_zone=other.zone)
    run(transfers.withdraw_transfers, WithdrawTransfer(id=again, seen=1, reason="自己谈成了"), play.officer)
    with pytest.raises(Refused) as refusal:
        accept(again, other.officer, unit=other.place.first_unit)
    assert says(refusal) == ["这次转出已有答复或已收回"]


def test_while_it_is_offered_it_is_neither_offered_again_nor_dropped():
    play, other = neighbours()
    id = followed(play, lead_unit=play.place.first_unit)
    offered(play, id, to_zone=other.zone)
    drop = DropLead(id=id, seen=seen(id), reason="x")
    for attempt in (
        lambda: offered(play, id, to_zone=other.zone),
        lambda: run(steps.drop_leads, drop, play.officer),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert says(refusal) == ["线索正在转出，等对方答复"]


def test_all_reasons_against_an_offer_at_once():
    play, other = neighbours()
    id = make_lead(play)
    with pytest.raises(Refused) as refusal:
        offered(play, id, to_zone=other.zone, to_unit=play.place.first_unit, share_millionths=-1, reason="",
                to_person="没有的人")  # fmt: skip
    assert sorted(places(refusal)) == ["", "reason", "share_millionths", "to_person", "to_unit"]
    with pytest.raises(Refused) as refusal:
        offered(play, followed(play, "乙", lead_unit=play.place.first_unit), to_zone=play.zone)
    assert places(refusal) == ["to_unit"]
    with pytest.raises(Refused) as refusal:
        offered(play, followed(play, "丙", lead_unit=play.place.first_unit), to_zone=other.place.north)
    assert places(refusal) == ["to_zone"]


def test_the_taker_stands_in_the_receiving_zone():
    play, other = neighbours()
    pk = offered(play, followed(play, lead_unit=play.place.first_unit), to_zone=other.zone)
    with pytest.raises(Refused) as refusal:
        accept(pk, other.officer, unit=play.place.first_unit, person=play.li.person)
    assert sorted(places(refusal)) == ["person", "unit"]
    with pytest.raises(NotFound):
        accept(pk, cast("SL3").officer)
    with pytest.raises(Forbidden):
        accept(pk, other.wang)
    with pytest.raises(Stale):
        run(transfers.accept_transfers, AcceptTransfer(id=pk, seen=9), other.li)


def test_a_confidential_lead_goes_to_one_person_by_name():
    play, other = neighbours()
    id = followed(play, confidential=True, lead_unit=play.place.first_unit)
    with pytest.raises(Refused) as refusal:
        offered(play, id, to_zone=other.zone)
    assert places(refusal) == ["to_person"]
    pk = offered(play, id, to_zone=other.zone, to_person="李经理")
    assert not visible(other.officer).filter(pk=id).exists() and visible(other.li).filter(pk=id).exists()
    accept(pk, other.li)
    assert not visible(other.zhao).filter(pk=id).exists() and not visible(play.zhao).filter(pk=id).exists()
    assert visible(other.li).filter(pk=id).exists() and visible(play.officer).filter(pk=id).exists()


def test_zones_that_no_city_joins_hand_nothing_to_each_other():
    play, other = cast(), cast("SL2")
    id = followed(play, lead_unit=play.place.first_unit)
    with pytest.raises(Refused) as refusal:
        offered(play, id, to_zone=other.zone, to_person="李经理")
    assert says(refusal) == ["没有这个园区"]
    assert [name for _, name in receivers(play.zone)] == ["示例园区SL"]
