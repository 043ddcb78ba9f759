"""Operations on agreements: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.agreements import documents as seen
from southgate.apps.pipeline.rest.agreements import reading, writing
from southgate.apps.pipeline.rest.projects.documents import PAST
from southgate.kernel.exchange.rest.documents import file_of
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import answers, changes

router = Router(tags=["agreements"])
ONE, CLAUSE, PROMISE = "/{uuid:id}", "/clauses/{uuid:id}", "/commitments/{uuid:id}"
ADD, CHANGE, DAY = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH), extra(PAST)

router.get("", response=answers(list[seen.UnsignedSeen], 404), summary=gettext_noop("还没有签订的协议"))(
    reading.unsigned
)
router.get("/commitments", response=answers(seen.DuePage, 404), summary=gettext_noop("双方承诺，逾期在前"))(
    reading.commitments
)
router.post("", response=changes(status=201), summary=gettext_noop("起草协议"), openapi_extra=ADD)(writing.register)
router.get(ONE, response=answers(seen.AgreementSeen, 404), summary=gettext_noop("一份协议"), openapi_extra=DAY)(
    reading.agreement
)
router.get(
    f"{ONE}/versions/{{number}}", response=answers(seen.ComparedSeen, 404), summary=gettext_noop("一版文本"),
    openapi_extra=DAY,
)(reading.version)  # fmt: skip
router.patch(ONE, response=changes(), summary=gettext_noop("改协议的基本资料"), openapi_extra=CHANGE)(writing.change)
router.post(f"{ONE}/text", response=changes(), summary=gettext_noop("写入新的一版"), openapi_extra=CHANGE)(
    writing.write
)
router.post(f"{ONE}/submit", response=changes(), summary=gettext_noop("提交审批"), openapi_extra=CHANGE)(writing.submit)
router.post(f"{ONE}/approve", response=changes(), summary=gettext_noop("批准"), openapi_extra=CHANGE)(writing.approve)
router.post(f"{ONE}/return", response=changes(), summary=gettext_noop("退回起草人"), openapi_extra=CHANGE)(
    writing.give_back
)
router.post(f"{ONE}/sign", response=changes(), summary=gettext_noop("记签订"), openapi_extra=CHANGE)(writing.sign)
router.post(f"{ONE}/end", response=changes(), summary=gettext_noop("终止协议"), openapi_extra=CHANGE)(writing.end)
router.post(f"{ONE}/files", response=changes(status=201), summary=gettext_noop("传证据文件"), openapi_extra=ADD)(
    writing.add_file
)
router.post(f"{ONE}/flags", response=changes(status=201), summary=gettext_noop("标一处条款"), openapi_extra=ADD)(
    writing.flag
)
router.post(f"{CLAUSE}/clear", response=changes(), summary=gettext_noop("判断不涉及"), openapi_extra=CHANGE)(
    writing.clear
)
router.post(f"{ONE}/reviews", response=changes(status=201), summary=gettext_noop("挂审查记录"), openapi_extra=ADD)(
    writing.review
)
router.post(f"{ONE}/commitments", response=changes(status=201), summary=gettext_noop("写一条承诺"), openapi_extra=ADD)(
    writing.promise
)
router.patch(PROMISE, response=changes(), summary=gettext_noop("改一条承诺"), openapi_extra=CHANGE)(
    writing.change_promise
)
router.post(f"{PROMISE}/drop", response=changes(), summary=gettext_noop("去掉一条承诺"), openapi_extra=CHANGE)(
    writing.drop
)
router.post(f"{PROMISE}/claim", response=changes(), summary=gettext_noop("报告履行"), openapi_extra=CHANGE)(
    writing.claim
)
router.post(f"{PROMISE}/decide", response=changes(), summary=gettext_noop("认定履行"), openapi_extra=CHANGE)(
    writing.decide
)
router.post(f"{PROMISE}/return", response=changes(), summary=gettext_noop("不予认定"), openapi_extra=CHANGE)(
    writing.return_claim
)
router.post(
    "/of/{uuid:id}/audit", response=answers(None, 400, 404, 413, 428), summary=gettext_noop("审计证据包"),
    openapi_extra={**ADD, **file_of("application/zip")},
)(writing.audit)  # fmt: skip
