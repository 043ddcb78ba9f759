from django.urls import path

from southgate.kernel.exchange.web import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.start, name="start"),
    path("import/batches/", views.batches, name="batches"),
    path("import/template/<slug:kind>/", views.template, name="template"),
    path("import/<uuid:pk>/", views.check, name="check"),
    path("import/<uuid:pk>/progress/", views.progress, name="progress"),
    path("import/<uuid:pk>/answer/", views.answer, name="answer"),
    path("import/<uuid:pk>/again/", views.again, name="again"),
    path("import/<uuid:pk>/publish/", views.publish, name="publish"),
    path("import/<uuid:pk>/undo/", views.undo, name="undo"),
    path("import/<uuid:pk>/drop/", views.drop, name="drop"),
    path("import/<uuid:pk>/rejected/", views.rejected, name="rejected"),
    path("export/<slug:kind>/", views.export, name="export"),
]
