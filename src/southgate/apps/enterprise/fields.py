"""What an enterprise consists of. Texts are msgids."""

from __future__ import annotations

from southgate.kernel.exchange.fields import Field, Kind

WHO = "企业"

FIELDS: tuple[Field, ...] = (
    Field("name", "企业名称", Kind.TEXT, WHO, canonical="enterprise", required=True, longest=120,
          sample="示例精密传动有限公司", why="按营业执照上的全称写，写全了才不会登记两次。"),
    Field("credit_code", "统一社会信用代码", Kind.CODE, WHO, canonical="credit_code", sample="91990001MA0R61Q37X",
          why="18 位代码只属于一家企业，有它就不会认错；还没有执照可以先空着。"),
    Field("group_name", "所属集团", Kind.TEXT, WHO, longest=120),
    Field("industry", "行业", Kind.TEXT, WHO, longest=100, canonical="industry"),
    Field("source_region", "来源地", Kind.TEXT, WHO, longest=100),
    Field("contact", "联系人", Kind.WORDS, WHO, in_grid=False, in_import=False,
          why="有事找谁。属于个人信息，单独加密存放，可依法删除。"),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
BY_COLUMN = {field.column: field for field in FIELDS}
