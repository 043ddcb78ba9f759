from django.urls import path

from southgate.apps.pipeline.web.meetings import events, introducers, listing, visiting, visits

app_name = "meetings"
urlpatterns = [
    path("visits/", visits.list_page, name="visits"),
    path("visits/new/", visiting.whom_page, name="whom"),
    path("visits/new/<slug:kind>/<uuid:pk>/", visiting.new_page, name="new-visit"),
    path("visits/<uuid:pk>/", visits.visit_page, name="visit"),
    path("visits/<uuid:pk>/correct/", visits.correct_page, name="correct-visit"),
    path("visits/<uuid:pk>/withdraw/", visits.withdraw_page, name="withdraw-visit"),
    path("visits/<uuid:pk>/follow-ups/new/", visits.add_follow_up_page, name="add-follow-up"),
    path("follow-ups/", visits.follow_ups_page, name="follow-ups"),
    path("follow-ups/<uuid:pk>/close/", visits.close_page, name="close-follow-up"),
    path("follow-ups/<uuid:pk>/hand-on/", visits.hand_on_page, name="hand-on-follow-up"),
    path("events/", events.list_page, name="events"),
    path("events/new/", events.new_page, name="new-event"),
    path("events/<uuid:pk>/", events.event_page, name="event"),
    path("events/<uuid:pk>/edit/", events.edit_page, name="edit-event"),
    path("events/<uuid:pk>/cancel/", events.cancel_page, name="cancel-event"),
    path("events/<uuid:pk>/projects/", listing.add_many_page, name="add-many"),
    path("events/<uuid:pk>/sign/", listing.ceremony_page, {"part": "signing"}, name="sign-all"),
    path("events/<uuid:pk>/start/", listing.ceremony_page, {"part": "start"}, name="start-all"),
    path("event-projects/<uuid:pk>/", listing.change_page, name="change-listed"),
    path("event-projects/<uuid:pk>/take-off/", listing.take_off_page, name="take-off"),
    path("introducers/", introducers.list_page, name="introducers"),
    path("introducers/new/", introducers.new_page, name="new-introducer"),
    path("introducers/<uuid:pk>/", introducers.introducer_page, name="introducer"),
    path("introducers/<uuid:pk>/bar/", introducers.bar_page, name="bar-introducer"),
    path("introductions/new/<slug:kind>/<uuid:pk>/", introducers.introduce_page, name="introduce"),
    path("introductions/<uuid:pk>/withdraw/", introducers.withdraw_page, name="withdraw-introduction"),
]
