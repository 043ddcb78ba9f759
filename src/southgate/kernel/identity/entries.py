"""What happens to accounts: sign-ins, refused ones, passwords, tokens. No user names: those are not for the book.

The subject is the account; where a name was typed that no account has, it is derived from a keyed digest of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.utils.translation import gettext_noop

from southgate.kernel.book.keeping import keyed_digest
from southgate.kernel.book.payloads import Ref, Said, Say, Words, entry_kind

_UNKNOWN = UUID("1d0c2d0e-58a8-5a5c-9a63-0a6f0f8b8c11")

CAUSES = {
    "password": gettext_noop("账号或口令不对"),
    "locked": gettext_noop("失败次数过多，暂时锁定"),
    "address": gettext_noop("同一地址失败次数过多"),
    "inactive": gettext_noop("账号已停用"),
    "second_factor": gettext_noop("第二因素不对"),
    "no_account": gettext_noop("单点登录的身份没有对应的账号"),
    "token": gettext_noop("令牌无效或已过期"),
}
METHODS = {
    "password": gettext_noop("口令"),
    "mfa": gettext_noop("第二因素"),
    "totp": gettext_noop("动态口令"),
    "webauthn": gettext_noop("通行密钥"),
    "recovery_codes": gettext_noop("恢复码"),
    "socialaccount": gettext_noop("单点登录"),
}


def unknown_account(typed: str) -> UUID:
    """The subject for a name that no account has: the same name gives the same subject, the name cannot be read."""
    return uuid5(_UNKNOWN, keyed_digest(typed))


@entry_kind("account.created")
@dataclass(frozen=True, slots=True)
class AccountCreated:
    person: UUID | None = None

    def sentence(self) -> Say:
        if self.person is None:
            return Say("开立机器账号")
        return Say("为%(person)s开立账号", {"person": Ref("person", self.person.hex)})


@entry_kind("account.enabled")
@dataclass(frozen=True, slots=True)
class AccountEnabled:
    def sentence(self) -> Say:
        return Say("恢复账号")


@entry_kind("account.disabled")
@dataclass(frozen=True, slots=True)
class AccountDisabled:
    reason: Said | None = None

    def sentence(self) -> Say:
        return Say("停用账号：%(reason)s", {"reason": self.reason}) if self.reason else Say("停用账号")


@entry_kind("account.password_reset")
@dataclass(frozen=True, slots=True)
class PasswordReset:
    """Set by an administrator, to be changed at the next sign-in."""

    def sentence(self) -> Say:
        return Say("重置口令，下次登录须更改")


@entry_kind("account.password_changed")
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    def sentence(self) -> Say:
        return Say("更改口令")


@entry_kind("account.second_factor_set")
@dataclass(frozen=True, slots=True)
class SecondFactorSet:
    method: str

    def sentence(self) -> Say:
        return Say("启用第二因素：%(method)s", {"method": Words(METHODS.get(self.method, self.method))})


@entry_kind("account.second_factor_removed")
@dataclass(frozen=True, slots=True)
class SecondFactorRemoved:
    method: str

    def sentence(self) -> Say:
        return Say("停用第二因素：%(method)s", {"method": Words(METHODS.get(self.method, self.method))})


@entry_kind("account.signed_in")
@dataclass(frozen=True, slots=True)
class SignedIn:
    methods: tuple[str, ...]
    address: Said

    def sentence(self) -> Say:
        methods = tuple(Words(METHODS.get(method, method)) for method in self.methods)
        return Say("登录，方式：%(methods)s，地址：%(address)s", {"methods": methods, "address": self.address})


@entry_kind("account.sign_in_refused")
@dataclass(frozen=True, slots=True)
class SignInRefused:
    """`tried` is the keyed digest of what was typed, when no account has that name."""

    cause: str
    address: Said
    tried: str = ""

    def sentence(self) -> Say:
        cause = Words(CAUSES.get(self.cause, self.cause))
        return Say("登录被拒绝：%(cause)s，地址：%(address)s", {"cause": cause, "address": self.address})


@entry_kind("account.signed_out")
@dataclass(frozen=True, slots=True)
class SignedOut:
    def sentence(self) -> Say:
        return Say("退出登录")


@entry_kind("account.sessions_ended")
@dataclass(frozen=True, slots=True)
class SessionsEnded:
    count: int

    def sentence(self) -> Say:
        return Say("结束登录状态 %(count)s 个", {"count": self.count})


@entry_kind("account.token_created")
@dataclass(frozen=True, slots=True)
class TokenCreated:
    token: UUID
    scopes: tuple[str, ...]
    until: date

    def sentence(self) -> Say:
        return Say("开立接口令牌，范围：%(scopes)s，有效至%(until)s", {"scopes": self.scopes, "until": self.until})


@entry_kind("account.token_revoked")
@dataclass(frozen=True, slots=True)
class TokenRevoked:
    token: UUID

    def sentence(self) -> Say:
        return Say("吊销接口令牌")
