"""The roles of a zone. A role is held through a post; rights follow posts, so moving desks moves rights."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_noop


class Role(StrEnum):
    ZONE_LEADER = "zone_leader"
    INVESTMENT_OFFICER = "investment_officer"
    LEAD_UNIT = "lead_unit"
    RESPONSIBLE_PERSON = "responsible_person"
    WINDOW_CLERK = "window_clerk"
    APPROVALS_AGENT = "approvals_agent"
    REVIEWING_DEPARTMENT = "reviewing_department"
    SECRETARY = "secretary"
    SUPERVISOR = "supervisor"
    STATISTICIAN = "statistician"
    POLICY_OFFICER = "policy_officer"
    FINANCE = "finance"
    ENTERPRISE_PRINCIPAL = "enterprise_principal"
    ENTERPRISE_HANDLER = "enterprise_handler"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"


ROLE_NAMES: dict[Role, str] = {
    Role.ZONE_LEADER: gettext_noop("园区领导"),
    Role.INVESTMENT_OFFICER: gettext_noop("招商专员"),
    Role.LEAD_UNIT: gettext_noop("责任单位"),
    Role.RESPONSIBLE_PERSON: gettext_noop("责任人"),
    Role.WINDOW_CLERK: gettext_noop("窗口人员"),
    Role.APPROVALS_AGENT: gettext_noop("代办员"),
    Role.REVIEWING_DEPARTMENT: gettext_noop("审核部门"),
    Role.SECRETARY: gettext_noop("企业秘书"),
    Role.SUPERVISOR: gettext_noop("督查人员"),
    Role.STATISTICIAN: gettext_noop("统计人员"),
    Role.POLICY_OFFICER: gettext_noop("政策专员"),
    Role.FINANCE: gettext_noop("财务人员"),
    Role.ENTERPRISE_PRINCIPAL: gettext_noop("企业负责人"),
    Role.ENTERPRISE_HANDLER: gettext_noop("企业经办人"),
    Role.SYSTEM_ADMINISTRATOR: gettext_noop("系统管理员"),
    Role.SECURITY_ADMINISTRATOR: gettext_noop("安全管理员"),
    Role.AUDITOR: gettext_noop("审计管理员"),
}

EXCLUSIVE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
"""三员分立 (GB/T 22239-2019): nobody holds two of these, and none of them holds a business role beside it."""

ENTERPRISE = frozenset({Role.ENTERPRISE_PRINCIPAL, Role.ENTERPRISE_HANDLER})
STAFF = frozenset(Role) - ENTERPRISE - EXCLUSIVE
"""Everyone who works in the zone; what an enterprise or an administrator may see is said apart."""
