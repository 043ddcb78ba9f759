"""Addresses of one's own account."""

from django.urls import path

from southgate.kernel.identity.web import views

app_name = "identity"
urlpatterns = [
    path("", views.account, name="account"),
    path("tokens/new/", views.new_token, name="new-token"),
    path("tokens/<uuid:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("sessions/end/", views.end_sessions, name="end-sessions"),
    path("zone/", views.choose_zone, name="zone"),
]
