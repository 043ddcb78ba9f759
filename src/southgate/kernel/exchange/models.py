"""What is staged between a workbook and the book: no part of the book, deleted after days.

What stays for good is in the book: `import.published`, `import.undone`, `export.taken`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """How far an upload is. Those in `WORKING` are in a worker's hands."""

    UPLOADED = "uploaded", "已上传"
    READING = "reading", "正在读表"
    REFUSED = "refused", "读不了"
    CHECKED = "checked", "待核对"
    PUBLISHING = "publishing", "正在写入"
    PUBLISHED = "published", "已写入"
    UNDOING = "undoing", "正在撤销"
    UNDONE = "undone", "已撤销"
    DROPPED = "dropped", "已放弃"


WORKING = frozenset({State.READING, State.PUBLISHING, State.UNDOING})


class Upload(models.Model):
    """One workbook on its way in. `plan` is what was read of it, `answers` what people said, `counts` the dry run.

    `command` is the command id of its publish, made when the dry run stands: pressing twice writes once.
    `before` names the earlier upload of the same file that was published.
    """

    id = models.UUIDField(primary_key=True)
    zone = models.UUIDField()
    kind = models.CharField(max_length=32)
    actor = models.UUIDField()
    person = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=8)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State.choices, default=State.UPLOADED)
    created_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    lease_until = models.BigIntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    layout = models.CharField(max_length=64, default="")
    plan = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    before = models.UUIDField(null=True)
    command = models.UUIDField(null=True)
    undo_command = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["zone", "created_at"], name="exchange_upload_zone"),
            models.Index(fields=["zone", "sha256"], name="exchange_upload_file"),
        ]


class StagedRow(models.Model):
    """One row of a workbook as the dry run sees it. Outcomes are in the order of the check page: refused first.

    `payload`: JSON of readings, reasons, old values (see `coding`).
    """

    class Outcome(models.IntegerChoices):
        REJECTED = 1, "退回"
        CHANGED = 2, "变化"
        NEW = 3, "新增"
        LEFT = 4, "不导入"
        SAME = 5, "未变"

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=100)
    number = models.IntegerField()
    outcome = models.SmallIntegerField(choices=Outcome.choices)
    subject = models.UUIDField(null=True)
    seen = models.IntegerField(null=True)
    payload = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "outcome", "id"], name="exchange_row_outcome")]


class Layout(models.Model):
    """The columns of one layout as a person confirmed them, so that the same layout is asked about once."""

    zone = models.UUIDField()
    kind = models.CharField(max_length=32)
    signature = models.CharField(max_length=64)
    columns = models.JSONField()
    person = models.UUIDField(null=True)
    confirmed_at = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zone", "kind", "signature"], name="exchange_layout_once"),
        ]
