"""Operations on imports and exports: one line each. Steps of an upload may be asked twice: they are done once."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.kernel.exchange.rest import documents as seen
from southgate.kernel.exchange.rest import operations as do
from southgate.kernel.exchange.web.handing import TYPES
from southgate.kernel.panels.rest.asking import COMMAND_ID, extra
from southgate.kernel.panels.rest.documents import answers

router = Router(tags=["imports"])
exports = Router(tags=["exports"])
ONE = "/{uuid:id}"
STEP = answers(seen.UploadSeen, 404)

router.get("", response=answers(seen.UploadList, 404), summary=gettext_noop("我的导入"))(do.imports)
router.post("", response=answers(seen.UploadSeen, 400, 404, 413, status=201), summary=gettext_noop("导入一个表"))(
    do.bring
)
router.get("/kinds", response=answers(list[seen.KindSeen], 404), summary=gettext_noop("能导入什么"))(do.import_kinds)
router.get(
    "/template", response=answers(None, 404), summary=gettext_noop("导入模板"), openapi_extra=seen.file_of(seen.XLSX)
)(do.template)
router.get(ONE, response=STEP, summary=gettext_noop("一批导入"))(do.one_import)
router.get(f"{ONE}/rows", response=answers(seen.RowPage, 404), summary=gettext_noop("核对的结果"))(do.rows)
router.post(f"{ONE}/answers", response=answers(seen.UploadSeen, 400, 404, 413), summary=gettext_noop("回答、修改"))(
    do.answer_import
)
router.post(f"{ONE}/read", response=STEP, summary=gettext_noop("再核对一遍"))(do.read_again)
router.post(f"{ONE}/publish", response=STEP, summary=gettext_noop("写入这一批"))(do.publish)
router.post(f"{ONE}/undo", response=STEP, summary=gettext_noop("撤回这一批"))(do.undo)
router.post(f"{ONE}/drop", response=STEP, summary=gettext_noop("弃用这一批"))(do.drop)
router.get(
    f"{ONE}/rejected", response=answers(None, 404), summary=gettext_noop("退回的行"),
    openapi_extra=seen.file_of(seen.XLSX),
)(do.rejected)  # fmt: skip
exports.post(
    "", response=answers(None, 400, 404, 413, 428), summary=gettext_noop("导出"),
    openapi_extra={**extra(COMMAND_ID), **seen.file_of(*(kind.partition(";")[0] for kind in TYPES.values()))},
)(do.export)  # fmt: skip
