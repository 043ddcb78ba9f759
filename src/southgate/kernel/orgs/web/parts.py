"""The record pages of a person and of a post: what they show, and what this reader may do there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.kernel.identity.models import Account
from southgate.kernel.identity.policies import ACCOUNT
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs import policies, selectors
from southgate.kernel.orgs.models import Appointment, Person, Post
from southgate.kernel.orgs.selectors import PostHeld
from southgate.kernel.orgs.web.showing import feed_of, role_name, span
from southgate.kernel.panels.answers import AuthedRequest, day_of, position_of


def person_page(request: AuthedRequest, row: Person) -> dict[str, Any]:
    seen = selectors.person_row(request.actor, row, day_of(request))
    subjects = [row.pk, *(held.id for held in seen.posts)]
    return {
        "title": seen.name or _("（已依法删除）"),
        "lead": row.zone.name,
        "crumbs": [(_("人员"), reverse("orgs:people"))],
        "person": seen,
        "held": [_held(request, one) for one in seen.posts],
        "may": {verb: _may(request, verb, row) for verb in ("edit", "erase", "show_phone")},
        "may_account": request.as_of is None and _may_account(request, row),
        "feed": feed_of(subjects, request.actor, request.today, position_of(request)),
    }


def post_page(request: AuthedRequest, row: Post) -> dict[str, Any]:
    held = selectors.holders(request.actor, row, day_of(request))
    unit = row.unit.name if row.unit is not None else ""
    now = _("、").join(one.name for one in held if one.now)
    return {
        "title": row.title,
        "lead": f"{unit or row.zone.name} · {_role(row)}",
        "crumbs": [(_("岗位与任职"), reverse("orgs:posts"))],
        "strip": [[{"label": _("现任"), "value": now or _("空缺")}, {"label": _("角色"), "value": _role(row)}]],
        "post": row,
        "held": [_held(request, one) for one in held],
        "may": {verb: _may(request, verb, row) for verb in ("edit", "close", "appoint")},
        "feed": feed_of([row.pk, *(one.id for one in held)], request.actor, request.today, position_of(request)),
    }


def _held(request: AuthedRequest, one: PostHeld) -> dict[str, Any]:
    open_still = one.to_day is None or one.to_day >= request.today
    may = request.as_of is None and open_still and not one.at_once
    row = Appointment(post=Post(zone_id=one.zone), person_id=one.person)
    ends = may and policies.APPOINTMENT.can(request.actor, "end", row)
    return {
        "one": one,
        "role": role_name(one.role),
        "span": span(one.from_day, one.to_day, one.at_once),
        "end_url": reverse("orgs:end-appointment", args=[one.id]) if ends else "",
    }


def _may(request: AuthedRequest, verb: str, row: Person | Post) -> bool:
    rules = policies.PERSON if isinstance(row, Person) else policies.POST
    return request.as_of is None and rules.can(request.actor, verb, row)


def _may_account(request: AuthedRequest, row: Person) -> bool:
    return not row.erased and ACCOUNT.can(request.actor, "manage", Account(zone=row.zone_id, person=row.pk))


def _role(row: Post) -> str:
    return role_name(Role(row.role))
