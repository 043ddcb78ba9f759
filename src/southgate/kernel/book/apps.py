from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BookConfig(AppConfig):
    name = "southgate.kernel.book"
    label = "book"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room register its entry kinds, namers, subscribers and jobs: one file of that name is enough."""
        autodiscover_modules("entries", "namers", "subscribers", "jobs")
