from django.urls import path

from southgate.apps.pipeline.web.suspicions import desk, pair

app_name = "suspicions"
urlpatterns = [
    path("", desk.desk_page, name="desk"),
    path("<uuid:pk>/", pair.pair_page, name="pair"),
    path("<uuid:pk>/judge/", pair.judge_page, name="judge"),
    path("<uuid:pk>/take-up/", pair.take_up_page, name="take-up"),
]
