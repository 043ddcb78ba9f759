"""Operations on leads, hand-overs and the talks library: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.leads import documents as seen
from southgate.apps.pipeline.rest.leads import library, reading, writing
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import EntriesSeen, answers, changes

router = Router(tags=["leads"])
handing = Router(tags=["leads"])
talks = Router(tags=["leads"])
removals = Router(tags=["leads"])
ONE = "/{uuid:id}"
NEW, CHANGE, PAST = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH), extra(seen.PAST)

router.get("", response=answers(seen.LeadPage, 404), summary=gettext_noop("招商线索"), openapi_extra=PAST)(
    reading.leads
)
router.post("", response=changes(status=201), summary=gettext_noop("登记线索"), openapi_extra=NEW)(writing.register)
router.get(ONE, response=answers(seen.LeadSeen, 404), summary=gettext_noop("一条线索"), openapi_extra=PAST)(
    reading.lead
)
router.patch(ONE, response=changes(), summary=gettext_noop("改线索"), openapi_extra=CHANGE)(writing.change)
router.get(f"{ONE}/entries", response=answers(EntriesSeen, 404), summary=gettext_noop("线索的账"), openapi_extra=PAST)(
    reading.lead_entries
)
for path, summary, view in (
    ("person", gettext_noop("明确责任人"), writing.name_person),
    ("judgement", gettext_noop("作研判"), writing.judge),
    ("answer", gettext_noop("答复推荐方"), writing.tell),
    ("reports", gettext_noop("写进展报告"), writing.report),
    ("bureau", gettext_noop("记市级部门介入"), writing.join_bureau),
    ("open", gettext_noop("解除保密"), writing.end_confidentiality),
    ("drop", gettext_noop("放下线索"), writing.drop),
    ("restore", gettext_noop("恢复跟进"), writing.restore),
):
    router.post(f"{ONE}/{path}", response=changes(), summary=summary, openapi_extra=CHANGE)(view)
router.post(f"{ONE}/transfers", response=changes(status=201), summary=gettext_noop("提出转出"), openapi_extra=CHANGE)(
    writing.offer
)
router.post(f"{ONE}/project", response=changes(status=201), summary=gettext_noop("转为项目"), openapi_extra=CHANGE)(
    writing.become
)
for path, summary, answered in (
    ("accept", gettext_noop("接收线索"), writing.accept),
    ("decline", gettext_noop("退回线索"), writing.decline),
    ("withdraw", gettext_noop("收回转出"), writing.withdraw),
):
    handing.post(f"{ONE}/{path}", response=changes(), summary=summary, openapi_extra=CHANGE)(answered)

talks.get("", response=answers(seen.TalkPage, 404), summary=gettext_noop("在谈项目库"), openapi_extra=PAST)(
    reading.talks
)
talks.post(f"{ONE}/grade", response=changes(), summary=gettext_noop("归类"), openapi_extra=CHANGE)(library.grade)
talks.post(f"{ONE}/progress", response=changes(status=201), summary=gettext_noop("记进展"), openapi_extra=NEW)(
    library.progress
)
talks.post(f"{ONE}/removal", response=changes(status=201), summary=gettext_noop("提出移出"), openapi_extra=CHANGE)(
    library.ask_removal
)
talks.post(f"{ONE}/restore", response=changes(), summary=gettext_noop("放回在谈项目库"), openapi_extra=CHANGE)(
    library.restore
)
removals.get("", response=answers(list[seen.RemovalSeen], 404), summary=gettext_noop("等核准的移出"))(reading.removals)
removals.post(f"{ONE}/decide", response=changes(), summary=gettext_noop("核准移出"), openapi_extra=CHANGE)(
    library.decide
)
