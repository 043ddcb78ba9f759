from django.urls import path

from southgate.apps.pipeline.web.signings import figures, listing, lists, record, registering, screening, tasks

app_name = "figures"
urlpatterns = [
    path("", figures.figures_page, name="figures"),
    path("rows/<str:key>/", figures.rows_page, name="rows"),
    path("signings/", listing.signings_page, name="signings"),
    path("signings/new/", listing.choose_page, name="choose"),
    path("signings/new/<uuid:pk>/", registering.register_page, name="register"),
    path("signings/<uuid:pk>/", record.signing_page, name="signing"),
    path("signings/<uuid:pk>/screen/", screening.screen_page, name="screen"),
    path("signings/<uuid:pk>/correct/", registering.correct_page, name="correct"),
    path("signings/<uuid:pk>/withdraw/", screening.withdraw_page, name="withdraw"),
    path("tasks/", tasks.tasks_page, name="tasks"),
    path("tasks/new/", tasks.new_page, name="new-task"),
    path("tasks/<uuid:pk>/", tasks.change_page, name="task"),
    path("tasks/<uuid:pk>/withdraw/", tasks.withdraw_page, name="withdraw-task"),
    path("lists/", lists.lists_page, name="lists"),
    path("lists/<str:one>/<int:year>/", lists.list_page, name="list"),
    path("lists/firms/<uuid:pk>/withdraw/", lists.withdraw_page, name="unlist"),
]
