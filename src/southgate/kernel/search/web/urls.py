from django.urls import path

from southgate.kernel.search.web import views

app_name = "search"
urlpatterns = [
    path("", views.find_page, name="find"),
    path("hits/", views.hits, name="hits"),
]
