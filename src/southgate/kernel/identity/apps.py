from django.apps import AppConfig

from southgate.kernel.parts import load_parts


class IdentityConfig(AppConfig):
    name = "southgate.kernel.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every room enters its kinds into the rule book: a file `policies.py` is enough."""
        load_parts("policies")
