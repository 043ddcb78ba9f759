from django.urls import path

from southgate.apps.pipeline.web.projects import editing, ledger, record, steps

app_name = "pipeline"
urlpatterns = [
    path("", ledger.ledger_page, name="ledger"),
    path("cells/", editing.edit_cells, name="edit-cells"),
    path("cells/check/", editing.check_cell, name="check-cell"),
    path("columns/", ledger.columns_page, name="columns"),
    path("views/save/", ledger.save_view_page, name="save-view"),
    path("views/<int:pk>/forget/", ledger.forget_view_page, name="forget-view"),
    path("new/", steps.new_page, name="new"),
    path("<uuid:pk>/", record.project_page, name="project"),
    path("<uuid:pk>/edit/", steps.edit_page, name="edit"),
    path("<uuid:pk>/stage/", steps.stage_page, name="stage"),
    path("<uuid:pk>/status/", steps.status_page, name="status"),
    path("<uuid:pk>/open/", steps.open_page, name="open"),
    path("<uuid:pk>/note/", steps.note_page, name="note"),
    path("<uuid:pk>/team/", steps.join_page, name="join"),
    path("<uuid:pk>/team/<uuid:person>/leave/", steps.leave_page, name="leave"),
]
