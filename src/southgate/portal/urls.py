from django.urls import path

from southgate.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.mywork, name="mywork"),
    path("ground/", views.ground_page, name="ground"),
]
