"""Shared parts of pages: the shell, the grid, and the tag library."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "southgate.kernel.panels"
    label = "panels"
