from django.apps import AppConfig

from southgate.kernel.parts import load_parts


class BookConfig(AppConfig):
    name = "southgate.kernel.book"
    label = "book"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room register its entry kinds, namers, subscribers and jobs: one file of that name is enough."""
        load_parts("entries", "namers", "subscribers", "jobs")
