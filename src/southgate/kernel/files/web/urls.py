from django.urls import path

from southgate.kernel.files.web import views

app_name = "files"
urlpatterns = [
    path("<slug:kind>/<uuid:about>/add/", views.add, name="add"),
    path("<uuid:pk>/", views.take, name="take"),
    path("<uuid:pk>/mark/", views.mark, name="mark"),
    path("<uuid:pk>/restore/", views.restore, name="restore"),
]
