"""Work of the administrators: the notice of the coming year, seals and backups, posts that nobody holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs import policies
from southgate.kernel.orgs.models import Appointment, Post
from southgate.kernel.packs.models import Pack
from southgate.kernel.packs.policies import PACK
from southgate.kernel.panels import words
from southgate.portal import ground
from southgate.portal.places import address_of
from southgate.portal.sources import LIGHT, URGENT, USUAL, WorkItem, work_source

NOTICE_MONTH = 11
"""国办 published the notices of 2018 to 2026 between late October and early December of the year before."""
SHOWN_NAMES = 3


@work_source("calendar")
def provisional_years(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """For who may load a notice for every zone: a year that is counted by weekends alone."""
    if Role.SYSTEM_ADMINISTRATOR not in by.roles or not PACK.can(by, "load", Pack(zone_id=None)):
        return
    cal = calendar_for(None, today=today)
    years = [today.year] + ([today.year + 1] if today.month >= NOTICE_MONTH else [])
    for year in years:
        if cal.is_provisional(date(year, 1, 1)):
            params = {"year": year}
            yield WorkItem(
                title=_("载入 %(year)s 年放假安排通知") % params,
                why=_("%(year)s 年暂按周末推算，按它算出的日期都是暂定的") % params,
                url=reverse("calendar:year", args=[year]),
                action=_("载入通知"),
                due=date(year, 1, 1) if year == today.year else date(today.year, 12, 31),
                weight=USUAL,
            )


@work_source("seal")
def unsealed_book(*, by: Actor, today: date) -> Iterable[WorkItem]:
    if Role.SYSTEM_ADMINISTRATOR not in by.roles:
        return
    seal = ground.seal_now()
    if seal.late:
        yield WorkItem(
            title=_("封存总账"),
            why=_("有 %(count)s 条还没有封存，超过 2 小时：定时封存没有在跑")
            % {"count": words.number(seal.open_entries)},
            url=reverse("portal:ground"),
            action=_("看怎么办"),
            due=today,
            weight=URGENT,
        )


@work_source("backup")
def late_backup(*, by: Actor, today: date) -> Iterable[WorkItem]:
    if Role.SYSTEM_ADMINISTRATOR not in by.roles:
        return
    made = next(iter(ground.backups(1)), None)
    due = ground.backup_due(made, today)
    if made is not None and due >= today and made.proven is not False:
        return
    yield WorkItem(
        title=_("备份，并恢复验证一次"),
        why=_backup_why(made),
        url=reverse("portal:ground"),
        action=_("看怎么办"),
        due=min(due, today),
        weight=URGENT,
    )


def _backup_why(made: ground.BackupMade | None) -> str:
    if made is None:
        return _("还没有备份过")
    if made.proven is False:
        return _("上次备份恢复验证失败：%(name)s") % {"name": made.name}
    return _("上次备份是 %(day)s") % {"day": words.day_words(made.made_on.date())}


@work_source("posts")
def empty_posts(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """For the security administrator: posts that nobody holds today. Two queries, one thing to do."""
    if Role.SECURITY_ADMINISTRATOR not in by.roles:
        return
    held = Appointment.objects.filter(Q(to_day=None) | Q(to_day__gte=today), from_day__lte=today, ended_at_once=False)
    rows = policies.POST.visible(by, Post, "appoint").filter(Q(closed_on=None) | Q(closed_on__gt=today))
    titles = list(
        rows.exclude(pk__in=held.values("post")).order_by("zone__path", "title").values_list("title", flat=True)
    )
    if not titles:
        return
    params = {"count": len(titles), "names": _("、").join(titles[:SHOWN_NAMES])}
    yield WorkItem(
        title=ngettext("给 %(count)s 个岗位定人", "给 %(count)s 个岗位定人", len(titles)) % params,
        why=_("没有人任职：%(names)s 等") % params
        if len(titles) > SHOWN_NAMES
        else _("没有人任职：%(names)s") % params,
        url=address_of("orgs:posts"),
        action=_("去任命"),
        weight=LIGHT,
    )
