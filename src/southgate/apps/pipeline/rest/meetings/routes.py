"""Operations on visits, follow-ups, events and introducers: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.meetings import documents as seen
from southgate.apps.pipeline.rest.meetings import reading, writing
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra, query
from southgate.kernel.panels.rest.documents import answers, changes

router = Router(tags=["meetings"])
NEW, CHANGE = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH)
DAY = {"type": "string", "format": "date"}
PAST = extra(query("day", DAY, "A past day: as known at its end"))


def _get(path: str, shape: object, view: object, title: str, more: object = None) -> None:
    router.get(path, response=answers(shape, 404), summary=title, openapi_extra=more)(view)  # type: ignore[arg-type,type-var]


def _post(path: str, view: object, title: str, *, new: bool = False) -> None:
    status, more = (201, NEW) if new else (200, CHANGE)
    router.post(path, response=changes(status=status), summary=title, openapi_extra=more)(view)  # type: ignore[arg-type,type-var]


def _patch(path: str, view: object, title: str) -> None:
    router.patch(path, response=changes(), summary=title, openapi_extra=CHANGE)(view)  # type: ignore[arg-type,type-var]


_get("/visits", seen.VisitPage, reading.visits, gettext_noop("走访"))
_post("/visits", writing.record_visit, gettext_noop("记走访"), new=True)
_get("/visits/{uuid:id}", seen.WholeVisit, reading.visit, gettext_noop("一次走访"))
_patch("/visits/{uuid:id}", writing.correct_visit, gettext_noop("更正走访"))
_post("/visits/{uuid:id}/withdraw", writing.withdraw_visit, gettext_noop("作废走访"))
_post("/visits/{uuid:id}/follow-ups", writing.add_follow_up, gettext_noop("加一件跟进"), new=True)
_get("/follow-ups", list[seen.FollowUpSeen], reading.follow_ups, gettext_noop("跟进"))
_post("/follow-ups/{uuid:id}/close", writing.close_follow_up, gettext_noop("了结跟进"))
_post("/follow-ups/{uuid:id}/hand-on", writing.hand_on_follow_up, gettext_noop("转交或改期"))
_get("/events", list[seen.EventRowSeen], reading.events, gettext_noop("活动"))
_post("/events", writing.register_event, gettext_noop("登记活动"), new=True)
_get("/events/{uuid:id}", seen.EventSeen, reading.event, gettext_noop("一个活动"), PAST)
_patch("/events/{uuid:id}", writing.change_event, gettext_noop("改活动"))
_post("/events/{uuid:id}/state", writing.move_event, gettext_noop("活动已举办或取消"))
_post("/events/{uuid:id}/projects", writing.list_at_event, gettext_noop("列入项目"), new=True)
_post("/events/{uuid:id}/ceremony", writing.hold_ceremony, gettext_noop("现场签约或开工"))
_patch("/event-projects/{uuid:id}", writing.change_line, gettext_noop("改活动里的一行"))
_post("/event-projects/{uuid:id}/take-off", writing.take_off, gettext_noop("从活动里去掉"))
_get("/introducers", list[seen.IntroducerSeen], reading.introducers, gettext_noop("引荐人"))
_post("/introducers", writing.register_introducer, gettext_noop("登记引荐人"), new=True)
_get("/introducers/{uuid:id}", seen.IntroducerSeen, reading.introducer, gettext_noop("一个引荐人"))
_post("/introducers/{uuid:id}/bar", writing.bar_introducer, gettext_noop("核查能不能引荐"))
_post("/introductions", writing.introduce, gettext_noop("登记引荐"), new=True)
_post("/introductions/{uuid:id}/withdraw", writing.withdraw_introduction, gettext_noop("作废引荐"))
