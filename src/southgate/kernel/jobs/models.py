"""Work that waits: messages of the outbox and periodic jobs. Rows here are no part of the book."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OutboxMessage(models.Model):
    """Something to do after a commit, at least once. `key` is unique, so a repeat shows once."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    data = models.JSONField()
    next_at = models.BigIntegerField()
    lease_until = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(done_at=None), name="jobs_outbox_due"),
        ]


class PeriodicJob(models.Model):
    """When a registered job is next due; claimed by conditional update, so two workers never run it at once."""

    name = models.CharField(max_length=64, primary_key=True)
    next_at = models.BigIntegerField()
    lease_until = models.BigIntegerField(default=0)
    last_done_at = models.BigIntegerField(null=True)
    last_error = models.TextField(default="")
