from django.urls import path

from southgate.apps.pipeline.web.board import funnel, moving, pages

app_name = "board"
urlpatterns = [
    path("", pages.board_page, name="board"),
    path("column/", pages.column_part, name="column"),
    path("move/<uuid:pk>/", moving.move_page, name="move"),
    path("funnel/", funnel.funnel_page, name="funnel"),
]
