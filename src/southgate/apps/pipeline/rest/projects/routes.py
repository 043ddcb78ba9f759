"""Operations on projects: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.projects import documents as seen
from southgate.apps.pipeline.rest.projects import reading, writing
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import EntriesSeen, answers, changes

router = Router(tags=["projects"])
ONE = "/{uuid:id}"
NEW, CHANGE, ADD = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH), extra(COMMAND_ID)

router.get(
    "", response=answers(seen.ProjectPage, 404), summary=gettext_noop("项目台账"),
    openapi_extra=extra(*seen.FILTER, *seen.PAGING),
)(reading.projects)  # fmt: skip
router.get(
    "/totals", response=answers(seen.ProjectTotals, 404), summary=gettext_noop("台账合计"),
    openapi_extra=extra(*seen.FILTER),
)(reading.project_totals)  # fmt: skip
router.get(
    "/facets", response=answers(list[seen.ProjectFacet], 404), summary=gettext_noop("按字段分组计数"),
    openapi_extra=extra(*(one for one in seen.FILTER if one["name"] != "day")),
)(reading.project_facets)  # fmt: skip
router.get("/fields", response=answers(list[seen.FieldSeen], 404), summary=gettext_noop("项目有哪些字段"))(
    reading.project_fields
)
router.post("", response=changes(status=201), summary=gettext_noop("登记项目"), openapi_extra=NEW)(writing.register)
router.get(
    ONE, response=answers(seen.ProjectSeen, 404), summary=gettext_noop("一个项目"), openapi_extra=extra(seen.PAST)
)(reading.project)
router.patch(ONE, response=changes(), summary=gettext_noop("改项目"), openapi_extra=CHANGE)(writing.change)
router.get(
    f"{ONE}/entries", response=answers(EntriesSeen, 404), summary=gettext_noop("项目的账"),
    openapi_extra=extra(seen.PAST),
)(reading.project_entries)  # fmt: skip
router.post(f"{ONE}/stage", response=changes(), summary=gettext_noop("转阶段"), openapi_extra=CHANGE)(
    writing.move_stage
)
router.post(f"{ONE}/status", response=changes(), summary=gettext_noop("改状态"), openapi_extra=CHANGE)(
    writing.set_status
)
router.post(f"{ONE}/open", response=changes(), summary=gettext_noop("解除保密"), openapi_extra=CHANGE)(
    writing.end_confidentiality
)
router.post(f"{ONE}/notes", response=changes(status=201), summary=gettext_noop("记一件事"), openapi_extra=ADD)(
    writing.note
)
router.post(f"{ONE}/team", response=changes(status=201), summary=gettext_noop("加入项目组"), openapi_extra=ADD)(
    writing.join
)
router.post(f"{ONE}/team/leave", response=changes(), summary=gettext_noop("离开项目组"), openapi_extra=ADD)(
    writing.leave
)
