from django.urls import path

from southgate.kernel.calendar.web import views

app_name = "calendar"
urlpatterns = [
    path("", views.this_year, name="now"),
    path("<int:year>/", views.year_page, name="year"),
    path("load/", views.load, name="load"),
    path("load/file/", views.load_file, name="load-file"),
    path("load/now/", views.load_now, name="load-now"),
]
