from django.urls import path

from southgate.apps.enterprise.web import record, steps

app_name = "enterprise"
urlpatterns = [
    path("", record.list_page, name="list"),
    path("new/", steps.new_page, name="new"),
    path("<uuid:pk>/", record.enterprise_page, name="detail"),
    path("<uuid:pk>/edit/", steps.edit_page, name="edit"),
    path("<uuid:pk>/merge/", steps.merge_page, name="merge"),
    path("<uuid:pk>/unmerge/", steps.unmerge_page, name="unmerge"),
]
