"""Accounts, their passwords by an administrator's hand, their tokens. Sign-ins themselves: `signins.py`."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError

from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity import entries, policies
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.models import Account, ApiToken, OldPassword, OpenSession
from southgate.kernel.identity.rules import RULE_BOOK

TOKEN_PREFIX = "sg_"  # noqa: S105  (so that a leaked one is found by search)
LONGEST_TOKEN_DAYS = 366
NEVER_BY_TOKEN = frozenset({"account", "appointment", "post", "person"})
"""Rights are given by a person who signed in, never by a machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount:
    """`password` is a first one, told to the person once; `person` None makes an account of a machine."""

    username: str
    zone: UUID | None
    person: UUID | None = None
    password: str = field(repr=False)
    must_change: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    account: UUID
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchAccount:
    """Enable or disable."""

    account: UUID
    active: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSecondFactor:
    """When the phone or key is lost: after it the person signs in by password and sets a new one."""

    account: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken:
    """`digest` of the secret: the secret itself is shown once at the edge and never comes here."""

    account: UUID
    label: str
    digest: str
    scopes: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken:
    token: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSessions:
    """Of one account: the named ones, or all but `keep` when none are named."""

    account: UUID
    sessions: tuple[UUID, ...] = ()
    keep: str = field(default="", repr=False)


def locked(account: UUID) -> Account:
    """The account, locked until commit. Raises NotFound."""
    row = Account.objects.select_for_update().filter(pk=account).first()
    if row is None:
        raise NotFound(str(account))
    return row


def token_digest(secret: str) -> str:
    return "sha256:" + hashlib.sha256(secret.encode()).hexdigest()


def same(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode(), second.encode())


@command
def create_accounts(draft: Draft, commands: Sequence[CreateAccount], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for item, cmd in enumerate(commands):
        policies.ACCOUNT.require(by, "manage", Account(zone=cmd.zone, person=cmd.person))
        username = Account.normalize_username(cmd.username)
        _refuse(_username_faults(username, cmd.person, item))
        id = draft.new_id()
        draft.record(id, entries.AccountCreated(cmd.person), zone=cmd.zone)
        draft.also(partial(_insert, id, username, cmd))
        ids.append(id)
    return {"accounts": ids}


@command
def reset_passwords(draft: Draft, commands: Sequence[ResetPassword], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        account = locked(cmd.account)
        policies.ACCOUNT.require(by, "manage", account)
        draft.record(account.pk, entries.PasswordReset(), zone=account.zone)
        draft.also(partial(set_password, account, cmd.password, must_change=True))
    return {"reset": len(commands)}


@command
def switch_accounts(draft: Draft, commands: Sequence[SwitchAccount], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        account = locked(cmd.account)
        policies.ACCOUNT.require(by, "manage", account)
        if account.person is not None and account.person == by.person:
            raise Refused([Reason("不能停用自己的账号", where="account", mend="请另一位安全管理员办理")])
        reason = Said.of(cmd.reason, label="reason") if cmd.reason else None
        payload = entries.AccountEnabled() if cmd.active else entries.AccountDisabled(reason)
        draft.record(account.pk, payload, zone=account.zone)
        draft.also(partial(_switch, account.pk, cmd.active))
    return {"switched": len(commands)}


@command
def remove_second_factors(
    draft: Draft, commands: Sequence[RemoveSecondFactor], *, by: Actor, today: date
) -> Mapping[str, Any]:
    for cmd in commands:
        account = locked(cmd.account)
        policies.ACCOUNT.require(by, "manage", account)
        draft.record(account.pk, entries.SecondFactorRemoved("mfa"), zone=account.zone)
        draft.also(partial(_forget_second_factors, account.pk))
    return {"removed": len(commands)}


@command
def create_tokens(draft: Draft, commands: Sequence[CreateToken], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for cmd in commands:
        account = locked(cmd.account)
        if not policies.ACCOUNT.can(by, "use", account):
            policies.ACCOUNT.require(by, "manage", account)
        _refuse(_token_faults(cmd, today))
        id = draft.new_id()
        draft.record(account.pk, entries.TokenCreated(id, cmd.scopes, cmd.until), zone=account.zone)
        draft.also(partial(_insert_token, id, cmd))
        ids.append(id)
    return {"tokens": ids}


@command
def revoke_tokens(draft: Draft, commands: Sequence[RevokeToken], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        token = ApiToken.objects.filter(pk=cmd.token, revoked_at=None).first()
        if token is None:
            raise NotFound(str(cmd.token))
        account = locked(token.account_id)
        if not policies.ACCOUNT.can(by, "use", account):
            policies.ACCOUNT.require(by, "manage", account)
        draft.record(account.pk, entries.TokenRevoked(token.pk), zone=account.zone)
        draft.also(partial(_revoke, token.pk))
    return {"revoked": len(commands)}


@command
def end_sessions(draft: Draft, commands: Sequence[EndSessions], *, by: Actor, today: date) -> Mapping[str, Any]:
    """The sessions are gone at once: their next request is anonymous."""
    ended = 0
    for cmd in commands:
        account = locked(cmd.account)
        if not policies.ACCOUNT.can(by, "use", account):
            policies.ACCOUNT.require(by, "manage", account)
        rows = OpenSession.objects.filter(account=account).exclude(session_key=cmd.keep)
        keys = list((rows.filter(pk__in=cmd.sessions) if cmd.sessions else rows).values_list("session_key", flat=True))
        if keys:
            draft.record(account.pk, entries.SessionsEnded(len(keys)), zone=account.zone)
            draft.also(partial(forget_sessions, keys))
        ended += len(keys)
    return {"ended": ended}


def set_password(account: Account, password: str, *, must_change: bool) -> None:
    """The only place that writes a password: the old hash goes to the history."""
    now = clock.now_micros()
    if account.has_usable_password():
        OldPassword.objects.create(account=account, encoded=account.password, until=now)
    account.set_password(password)
    account.must_change_password = must_change
    account.password_set_at = now
    account.save(update_fields=["password", "must_change_password", "password_set_at"])


def forget_sessions(keys: Sequence[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    OpenSession.objects.filter(session_key__in=keys).delete()


def _refuse(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


def _username_faults(username: str, person: UUID | None, item: int) -> list[Reason]:
    found = []
    if not username or len(username) > 150 or any(letter.isspace() for letter in username):
        found.append(Reason("用户名不能为空、不能有空格，最多 150 个字", where="username", item=item))
    elif Account.objects.filter(username=username).exists():
        found.append(
            Reason("用户名已有人使用（不分全角半角和大小写）", where="username", mend="换一个用户名", item=item)
        )
    if person is not None and Account.objects.filter(person=person).exists():
        found.append(Reason("这个人已有账号", where="person", mend="一人一个账号；可重置口令或恢复账号", item=item))
    return found


def _token_faults(cmd: CreateToken, today: date) -> list[Reason]:
    found = []
    known = allowed_scopes()
    unknown = [scope for scope in cmd.scopes if scope not in known]
    params = {"scopes": "、".join(unknown), "known": "、".join(known)}
    if unknown:
        found.append(Reason("令牌不能有范围 %(scopes)s，可用：%(known)s", params, "scopes"))
    if not cmd.scopes:
        found.append(Reason("令牌至少要有一项范围，可用：%(known)s", params, "scopes"))
    if not today < cmd.until or (cmd.until - today).days > LONGEST_TOKEN_DAYS:
        found.append(Reason("有效期应在明天至一年之内", where="until", mend="到期前可另开新令牌"))
    if not cmd.label.strip():
        found.append(Reason("没有写用途", where="label", mend="写明给哪个系统用"))
    return found


def allowed_scopes() -> tuple[str, ...]:
    return ("read", *(f"write:{kind}" for kind in sorted(RULE_BOOK) if kind not in NEVER_BY_TOKEN))


def _insert(id: UUID, username: str, cmd: CreateAccount) -> None:
    row = Account(id=id, username=username, person=cmd.person, zone=cmd.zone)
    row.password = make_password(cmd.password)
    row.must_change_password, row.password_set_at = cmd.must_change, clock.now_micros()
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused([Reason("用户名或人员刚被另一处使用", where="username", mend="刷新后再试")]) from error


def _switch(account: UUID, active: bool) -> None:
    Account.objects.filter(pk=account).update(is_active=active)
    if not active:
        forget_sessions(list(OpenSession.objects.filter(account=account).values_list("session_key", flat=True)))


def _forget_second_factors(account: UUID) -> None:
    Authenticator.objects.filter(user_id=account).delete()


def _insert_token(id: UUID, cmd: CreateToken) -> None:
    ApiToken.objects.create(
        id=id, account_id=cmd.account, label=cmd.label.strip(), digest=cmd.digest, scopes=list(cmd.scopes),
        created_at=clock.now_micros(), expires_at=clock.end_of(cmd.until),
    )  # fmt: skip


def _revoke(token: UUID) -> None:
    ApiToken.objects.filter(pk=token).update(revoked_at=clock.now_micros())
