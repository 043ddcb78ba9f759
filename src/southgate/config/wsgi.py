"""WSGI entry point. The house is synchronous: ASGI was 2–4 times slower for it (STACK)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southgate.config.settings")
application = get_wsgi_application()
