"""Forms of administration: each turns what was typed into one command. Rules are the services', not theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from southgate.kernel.identity.roles import ENTERPRISE, EXCLUSIVE, ROLE_NAMES, Role
from southgate.kernel.identity.services import CreateAccount, ResetPassword, SwitchAccount
from southgate.kernel.orgs.erasing import ErasePerson
from southgate.kernel.orgs.models import Appointment, Person, Post, Unit, Zone
from southgate.kernel.orgs.services import people, places, posts

Choices = Sequence[tuple[str, str]]


def day_field(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:
    """A day as the browser's date field sends it; anything else is told to be no date."""
    said = {"required": _("没有填日期"), "invalid": _("不是日期，写成 2026-11-24 的样子")}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages=said, **more)


def text_field(label: Any, *, required: bool = True, longest: int = 100, **more: Any) -> forms.CharField:
    said = {"required": _("没有填"), "max_length": _("超过 %(limit_value)d 个字")}
    return forms.CharField(label=label, required=required, max_length=longest, error_messages=said, **more)


def choice_field(label: Any, *, required: bool = True, **more: Any) -> forms.ChoiceField:
    said = {"required": _("没有选"), "invalid_choice": _("没有这个选项，刷新页面再选")}
    return forms.ChoiceField(label=label, required=required, error_messages=said, **more)


class Seen(forms.Form):
    """Of something that stands already: the version its writer saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("没有说明改的是哪一版")})


class Choosing(forms.Form):
    """Choice lists come from selectors, so that nobody chooses what he does not see."""

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            field: Any = self.fields[name]
            blank = [] if field.required else [("", gettext("（不选）"))]
            field.choices = [*blank, *options]

    def id(self, name: str) -> UUID:
        return UUID(self.cleaned_data[name])

    def id_or_none(self, name: str) -> UUID | None:
        return UUID(self.cleaned_data[name]) if self.cleaned_data[name] else None


class ZoneForm(Choosing):
    parent = choice_field(_("上级"))
    level = choice_field(_("层级"))
    name = text_field(_("名称"))
    code = text_field(_("代码"), longest=32, help_text=_("大写字母、数字和横线，例如 SL-N；定了不改"))

    def command(self) -> places.RegisterZone:
        said = self.cleaned_data
        return places.RegisterZone(code=said["code"], name=said["name"], level=said["level"], parent=self.id("parent"))


class ZoneNameForm(Seen):
    name = text_field(_("名称"))

    def command(self, zone: Zone) -> places.ChangeZone:
        return places.ChangeZone(id=zone.pk, seen=self.cleaned_data["seen"], name=self.cleaned_data["name"])


class UnitForm(Choosing):
    zone = choice_field(_("所属"))
    name = text_field(_("名称"), help_text=_("例如 招商一局"))
    from_day = day_field(_("设立日"))

    def command(self) -> places.RegisterUnit:
        said = self.cleaned_data
        return places.RegisterUnit(zone=self.id("zone"), name=said["name"], from_day=said["from_day"])


class UnitChangeForm(Seen):
    name = text_field(_("名称"))
    from_day = day_field(_("设立日"))
    to_day = day_field(_("撤销日"), required=False, help_text=_("最后存在的一天；还在就不填"))

    def command(self, unit: Unit) -> places.ChangeUnit:
        return places.ChangeUnit(id=unit.pk, **self.cleaned_data)


class PersonForm(Choosing):
    zone = choice_field(_("所属"))
    name = text_field(_("姓名"), longest=50)
    phone = text_field(_("电话"), required=False, longest=20)
    phone.why = _("通知和联系用；列表里只显示首尾，看全号要写理由并记入账")  # type: ignore[attr-defined]

    def command(self) -> people.RegisterPerson:
        said = self.cleaned_data
        return people.RegisterPerson(zone=self.id("zone"), name=said["name"], phone=said["phone"])


class PersonChangeForm(Seen):
    name = text_field(_("姓名"), longest=50)
    phone = text_field(_("新电话"), required=False, longest=20, help_text=_("不填就不改"))
    drop_phone = forms.BooleanField(label=_("去掉原来的电话"), required=False)

    def command(self, person: Person) -> people.ChangePerson:
        said = self.cleaned_data
        phone = "" if said["drop_phone"] else said["phone"] or None
        return people.ChangePerson(id=person.pk, seen=said["seen"], name=said["name"], phone=phone)


class EraseForm(Seen):
    basis = text_field(_("依据"), help_text=_("写条款或申请编号，不写姓名；会留在账里"))

    def command(self, person: Person) -> ErasePerson:
        said = self.cleaned_data
        return ErasePerson(person=person.pk, seen_version=said["seen"], basis=said["basis"])


class FindForm(forms.Form):
    """Part of a name, sent by GET."""

    q = text_field(_("姓名"), required=False, longest=50, help_text=_("任何一段都可以"))


class ReasonForm(forms.Form):
    reason = text_field(_("理由"), widget=forms.Textarea(attrs={"rows": 2}))

    def show_phone(self, person: Person) -> people.ShowPhone:
        return people.ShowPhone(id=person.pk, reason=self.cleaned_data["reason"])

    def switch(self, account: UUID, active: bool) -> SwitchAccount:
        return SwitchAccount(account=account, active=active, reason=self.cleaned_data["reason"])


class AccountForm(forms.Form):
    username = text_field(_("用户名"), longest=150, help_text=_("登录用，不分大小写和全角半角"))

    def command(self, person: Person, password: str) -> CreateAccount:
        said = self.cleaned_data
        return CreateAccount(username=said["username"], zone=person.zone_id, person=person.pk, password=password)


class ResetForm(forms.Form):
    """Nothing to fill in: pressing the button is the decision."""

    def command(self, account: UUID, password: str) -> ResetPassword:
        return ResetPassword(account=account, password=password)


class PostForm(Choosing):
    zone = choice_field(_("所属"))
    unit = choice_field(_("单位"), required=False)
    title = text_field(_("岗位名称"), help_text=_("例如 招商一局局长"))
    role = choice_field(_("角色"), help_text=_("权限跟着角色走；三个管理员角色互斥，也不能兼业务角色"))

    def command(self) -> posts.RegisterPost:
        said = self.cleaned_data
        return posts.RegisterPost(
            zone=self.id("zone"), title=said["title"], role=said["role"], unit=self.id_or_none("unit")
        )


class PostTitleForm(Seen):
    title = text_field(_("岗位名称"))

    def command(self, post: Post) -> posts.ChangePost:
        return posts.ChangePost(id=post.pk, seen=self.cleaned_data["seen"], title=self.cleaned_data["title"])


class PostCloseForm(Seen):
    on = day_field(_("自哪天起撤销"))

    def command(self, post: Post) -> posts.ClosePost:
        return posts.ClosePost(id=post.pk, seen=self.cleaned_data["seen"], on=self.cleaned_data["on"])


class AppointForm(Choosing):
    person = choice_field(_("谁"))
    from_day = day_field(_("自"))
    to_day = day_field(_("至"), required=False, help_text=_("最后一天；不定就不填"))

    def command(self, post: Post) -> posts.Appoint:
        said = self.cleaned_data
        return posts.Appoint(post=post.pk, person=self.id("person"), from_day=said["from_day"], to_day=said["to_day"])


class EndForm(Seen):
    to_day = day_field(_("最后一天"))
    at_once = forms.BooleanField(
        label=_("权限马上停"), required=False, help_text=_("不勾：到最后一天结束时停；勾：写入后的下一次点击就没有了")
    )
    reason = text_field(_("理由"), required=False)

    def command(self, row: Appointment) -> posts.EndAppointment:
        return posts.EndAppointment(id=row.pk, **self.cleaned_data)


def role_choices() -> Choices:
    """Business roles first, the three administrators last; those of enterprises are given on the enterprise's page."""
    order = [role for role in Role if role not in EXCLUSIVE | ENTERPRISE] + sorted(EXCLUSIVE)
    return [(role.value, gettext(ROLE_NAMES[role])) for role in order]


def level_choices() -> Choices:
    return [(level.value, gettext(str(level.label))) for level in Zone.Level]


def id_choices(rows: Iterable[tuple[UUID, str]]) -> Choices:
    return [(str(id), name) for id, name in rows]
