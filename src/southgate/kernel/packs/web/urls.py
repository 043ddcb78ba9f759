from django.urls import path

from southgate.kernel.packs.web import deciding_views, views

app_name = "packs"
urlpatterns = [
    path("", views.pack_list, name="list"),
    path("load/", views.load, name="load"),
    path("load/now/", views.load_now, name="load-now"),
    path("choose/", deciding_views.choose, name="choose"),
    path("choices/<uuid:pk>/withdraw/", deciding_views.withdraw_choice, name="withdraw-choice"),
    path("overrides/<uuid:pk>/withdraw/", deciding_views.withdraw_override, name="withdraw-override"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/override/", deciding_views.override, name="override"),
]
