"""Accounts: how a person signs in. What he may do comes from the posts his person holds (orgs)."""

from __future__ import annotations

import unicodedata
import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A sign-in of one person, or of a machine (no person). Names and phones live with the person, not here.

    User names are kept in one form (NFKC, case folded), so that 张三 in full-width or other case is no second one.
    `zone` says whose security administrator manages it; `password_set_at` is in microseconds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.UUIDField(null=True, unique=True)
    zone = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=8, default="zh-hans")
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.BigIntegerField(null=True)

    REQUIRED_FIELDS: ClassVar = []

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return unicodedata.normalize("NFKC", username).strip().casefold()


class OldPassword(models.Model):
    """The hash of a password that was in use before, so that it is not taken again at once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="old_passwords")
    encoded = models.CharField(max_length=128)
    until = models.BigIntegerField()


class SignInTry(models.Model):
    """A failed sign-in, for the locks: keyed digests of what was typed and of the address, no names."""

    tried = models.CharField(max_length=80)
    address = models.CharField(max_length=80)
    at = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="identity_try_address")]


class OpenSession(models.Model):
    """A session of an account, so that its owner can see it and end it. Gone when the session is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    since = models.BigIntegerField()
    agent = models.CharField(max_length=200)


class ApiToken(models.Model):
    """A scoped token of the HTTP API. Only its digest is kept; it acts as its account's person, never beyond."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=80, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    revoked_at = models.BigIntegerField(null=True)


class Shelf(models.Model):
    """The shared cache (Django's database cache stands on this table): used one-time codes, limits of requests.

    In a table because a cache of each process would let a one-time code be used once in every one of them.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "identity_shelf"
