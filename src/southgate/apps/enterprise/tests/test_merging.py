"""Two records of one enterprise become one, with everything that names them; and it can be undone."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from southgate.apps.enterprise.api import (
    Enterprise,
    MergeEnterprises,
    UnmergeEnterprise,
    merge_enterprises,
    stands_for,
    unmerge_enterprise,
)
from southgate.apps.enterprise.services.relations import covered
from southgate.apps.enterprise.tests.firms import CODE, OTHER_CODE, make_firm, officer
from southgate.domain.errors import Forbidden, Refused, Stale
from southgate.kernel.book.writing import command
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.entries import PostRegistered
from southgate.kernel.orgs.models import Post
from southgate.kernel.search.finding import find
from southgate.kernel.testing import TODAY, actor_with, make_place

pytestmark = pytest.mark.django_db


@command
def add_post(draft, commands, *, by, today):
    id = draft.new_id()
    values = {
        "zone_id": commands[0][0],
        "enterprise": commands[0][1],
        "title": "负责人",
        "role": "enterprise_principal",
    }
    draft.record(id, PostRegistered(set=values), zone=commands[0][0], occurred_on=date(2026, 1, 1))
    return {"id": id}


def pair():
    """A place, the record that stays, the record that goes with a code and a post."""
    place = make_place()
    keep, away = make_firm(place, "澄沅精传有限公司"), make_firm(place, "沅澄传动设备有限公司", CODE, industry="传动")
    post = add_post([(place.zone, away)], by=officer(place), today=TODAY, command_id=uuid4()).data["id"]
    return place, keep, away, UUID(post)


def merge(place, keep, away, *, by=None, reason="执照扫描件一致", seen=1):
    cmd = MergeEnterprises(keep=keep, away=away, seen_keep=seen, seen_away=1, reason=reason)
    return merge_enterprises([cmd], by=by or officer(place), today=TODAY, command_id=uuid4())


def test_every_relation_to_an_enterprise_is_covered():
    """Found by introspection: keys to Enterprise, and id columns named after it. A new one must be registered."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("southgate.") or model is Enterprise:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Enterprise or (field.attname in {"enterprise", "enterprise_id"}):
                found.add((model, field.name))
    assert found - covered() == set()


def test_it_works():
    place, keep, away, post = pair()
    merge(place, keep, away)
    row = Enterprise.objects.get(pk=keep)
    assert (row.credit_code, row.industry, row.name) == (CODE, "传动", "澄沅精传有限公司")
    assert Post.objects.get(pk=post).enterprise == keep
    assert stands_for(officer(place), away).id == keep
    assert [hit.id for hit in find(officer(place), "澄").hits] == [keep]


def test_undoing_gives_everything_back():
    place, keep, away, post = pair()
    before = list(Enterprise.objects.order_by("id").values("id", "name", "credit_code", "industry", "merged_into"))
    merge(place, keep, away)
    cmd = UnmergeEnterprise(id=away, seen=2, reason="看错了")
    unmerge_enterprise([cmd], by=officer(place), today=TODAY, command_id=uuid4())
    after = list(Enterprise.objects.order_by("id").values("id", "name", "credit_code", "industry", "merged_into"))
    assert before == after
    assert Post.objects.get(pk=post).enterprise == away


def test_two_codes_are_two_firms_and_a_reason_is_needed():
    place, _, away, _ = pair()
    other = make_firm(place, "第三家公司", OTHER_CODE)
    with pytest.raises(Refused) as refusal:
        merge(place, other, away, reason="")
    assert [reason.where for reason in refusal.value.reasons] == ["away", "reason"]


def test_a_merged_record_is_not_merged_again():
    place, keep, away, _ = pair()
    merge(place, keep, away)
    with pytest.raises(Stale):
        merge(place, keep, away)
    assert Enterprise.objects.get(pk=away).merged_into == keep


def test_leader_may_not_and_a_refusal_moves_nothing():
    place, keep, away, post = pair()
    with pytest.raises(Forbidden):
        merge(place, keep, away, by=actor_with([Role.ZONE_LEADER], place))
    assert Post.objects.get(pk=post).enterprise == away
