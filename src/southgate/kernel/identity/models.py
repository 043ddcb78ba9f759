"""Accounts: how a person signs in. What he may do comes from the posts his person holds (orgs)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A sign-in of one person, or of a machine (no person). Names and phones live with the person, not here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.UUIDField(null=True, unique=True)
    language = models.CharField(max_length=8, default="zh-hans")
    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar = []

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"


class ApiToken(models.Model):
    """A scoped token of the HTTP API. Only its digest is kept; it acts as its account's person, never beyond."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=80, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    revoked_at = models.BigIntegerField(null=True)
