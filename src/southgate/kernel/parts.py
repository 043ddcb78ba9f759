"""The named parts of every room (`entries`, `models`, `policies` …), loaded whether each is one file or a folder."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages

from django.apps import AppConfig, apps


def load_parts(*names: str) -> None:
    """Import these parts of every room: what they register (kinds of entries, rules, jobs) is known from then on."""
    for room in apps.get_app_configs():
        for name in names:
            load_part(f"{room.name}.{name}")


def load_part(name: str) -> None:
    """One part with all files of its folder; nothing when the room has no such part."""
    if find_spec(name) is None:
        return
    part = import_module(name)
    for found in walk_packages(getattr(part, "__path__", ()), f"{name}."):
        import_module(found.name)


class Room(AppConfig):
    """A room whose tables fill more than one file: `models/` is read whole, its `__init__.py` stays empty."""

    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        load_part(f"{self.name}.models")
