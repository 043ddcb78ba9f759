"""Addresses of this room: one line a subject. Each subject has its own names (`leads:list`)."""

from django.urls import include, path

urlpatterns = [
    path("projects/", include("southgate.apps.pipeline.web.projects.urls")),
    path("leads/", include("southgate.apps.pipeline.web.leads.urls")),
    path("gates/", include("southgate.apps.pipeline.web.gates.urls")),
    path("board/", include("southgate.apps.pipeline.web.board.urls")),
    path("meetings/", include("southgate.apps.pipeline.web.meetings.urls")),
    path("agreements/", include("southgate.apps.pipeline.web.agreements.urls")),
    path("vouchers/", include("southgate.apps.pipeline.web.vouchers.urls")),
    path("suspicions/", include("southgate.apps.pipeline.web.suspicions.urls")),
    path("figures/", include("southgate.apps.pipeline.web.signings.urls")),
]
