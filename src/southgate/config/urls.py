"""Addresses: one line a room."""

from django.urls import include, path

from southgate.config import api

urlpatterns = [
    path("", include("southgate.portal.urls")),
    path("", include("southgate.kernel.exchange.web.urls")),
    path("files/", include("southgate.kernel.files.web.urls")),
    path("", include("southgate.apps.pipeline.web.urls")),
    path("enterprises/", include("southgate.apps.enterprise.web.urls")),
    path("search/", include("southgate.kernel.search.web.urls")),
    path("packs/", include("southgate.kernel.packs.web.urls")),
    path("calendar/", include("southgate.kernel.calendar.web.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("southgate.kernel.identity.web.entrance")),
    path("me/", include("southgate.kernel.identity.web.urls")),
    path("orgs/", include("southgate.kernel.orgs.web.urls")),
]

handler400 = "southgate.kernel.identity.web.errors.bad_request"
handler404 = "southgate.kernel.identity.web.errors.not_found"
