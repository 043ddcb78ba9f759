"""Forms of sign-in and of one's own account: each turns what was typed into one command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from southgate.kernel.identity.models import Account
from southgate.kernel.identity.services import CreateToken, token_digest
from southgate.kernel.identity.web.adapters import note_refusal

TOKEN_DAYS = 90


class SignInForm(LoginForm):  # type: ignore[misc]
    """The user name in its one form, whatever width and case it was typed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名")
        self.fields["password"].label = _("登录口令")
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].error_messages["required"] = _("没有填")

    def clean_login(self) -> str:
        return Account.normalize_username(super().clean_login())


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A wrong code is in the book like a wrong password."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        note_refusal(context.request, "second_factor", account=self.user)


class TokenForm(forms.Form):
    """A new API token. `scopes` come from the rule book."""

    label = forms.CharField(label=_("用途"), max_length=100, help_text=_("写明给哪个系统用，例如 市统计平台取数"))
    scopes = forms.MultipleChoiceField(label=_("范围"), widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(
        label=_("有效至"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("最长一年；到期前可另开新令牌")
    )

    def __init__(self, *args: Any, scopes: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"scopes": ["read"], "until": today + timedelta(days=TOKEN_DAYS)}
        self.fields["scopes"].choices = [(scope, scope_words(scope)) for scope in scopes]  # type: ignore[attr-defined]

    def command(self, account: UUID, secret: str) -> CreateToken:
        said = self.cleaned_data
        return CreateToken(
            account=account, label=said["label"], digest=token_digest(secret), scopes=tuple(said["scopes"]),
            until=said["until"],
        )  # fmt: skip


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=(("zh-hans", "中文"), ("en", "English")))
    next = forms.CharField(required=False)


def scope_words(scope: str) -> str:
    """`read` → 读取, `write:project` → 写入 project: the kind stays as the API writes it."""
    if scope == "read":
        return str(_("读取（本人看得到的）"))
    return str(_("写入 %(kind)s（本人有权的）")) % {"kind": scope.partition(":")[2]}
