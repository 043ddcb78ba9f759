from importlib import import_module

from django.apps import AppConfig

WAITING = ("house", "uploads", "projects", "leads", "meetings", "vouchers", "gates", "suspicions")
"""Modules of `waiting` that register sources of work."""


class PortalConfig(AppConfig):
    name = "southgate.portal"
    label = "portal"

    def ready(self) -> None:
        for name in WAITING:
            import_module(f"southgate.portal.waiting.{name}")
