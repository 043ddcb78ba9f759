from django.urls import path

from southgate.apps.pipeline.web.leads import handing, inbox, library, record, registering, removing, steps

app_name = "leads"
urlpatterns = [
    path("", inbox.inbox_page, name="list"),
    path("new/", registering.new_page, name="new"),
    path("talks/", library.library_page, name="talks"),
    path("talks/<uuid:pk>/grade/", removing.grade_page, name="grade"),
    path("talks/<uuid:pk>/progress/", removing.progress_page, name="progress"),
    path("talks/<uuid:pk>/remove/", removing.remove_page, name="remove"),
    path("talks/<uuid:pk>/restore/", removing.restore_page, name="restore-talk"),
    path("removals/<uuid:pk>/", removing.decide_page, name="decide"),
    path("transfers/<uuid:pk>/accept/", handing.accept_page, name="accept"),
    path("transfers/<uuid:pk>/decline/", handing.decline_page, name="decline"),
    path("transfers/<uuid:pk>/withdraw/", handing.withdraw_page, name="withdraw"),
    path("<uuid:pk>/", record.lead_page, name="lead"),
    path("<uuid:pk>/edit/", registering.edit_page, name="edit"),
    path("<uuid:pk>/become/", registering.become_page, name="become"),
    path("<uuid:pk>/person/", steps.person_page, name="person"),
    path("<uuid:pk>/judge/", steps.judge_page, name="judge"),
    path("<uuid:pk>/answer/", steps.answer_page, name="answer"),
    path("<uuid:pk>/report/", steps.report_page, name="report"),
    path("<uuid:pk>/bureau/", steps.bureau_page, name="bureau"),
    path("<uuid:pk>/open/", steps.open_page, name="open"),
    path("<uuid:pk>/drop/", steps.drop_page, name="drop"),
    path("<uuid:pk>/restore/", steps.restore_page, name="restore"),
    path("<uuid:pk>/hand-over/", handing.offer_page, name="offer"),
]
