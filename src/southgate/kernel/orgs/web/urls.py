"""Addresses of administration: people, posts, units, zones."""

from django.urls import path

from southgate.kernel.orgs.web import account_views, book_views, people_views, place_views, post_views

app_name = "orgs"
urlpatterns = [
    path("book/", book_views.book, name="book"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.new_person, name="new-person"),
    path("people/<uuid:pk>/", people_views.person, name="person"),
    path("people/<uuid:pk>/change/", people_views.change_person, name="change-person"),
    path("people/<uuid:pk>/phone/", people_views.phone, name="phone"),
    path("people/<uuid:pk>/erase/", people_views.erase_person, name="erase-person"),
    path("people/<uuid:pk>/account/open/", account_views.open_account, name="open-account"),
    path("people/<uuid:pk>/account/reset/", account_views.reset_password, name="reset-password"),
    path("people/<uuid:pk>/account/switch/", account_views.switch_account, name="switch-account"),
    path("people/<uuid:pk>/account/second-factor/", account_views.remove_second_factor, name="remove-second-factor"),
    path("posts/", post_views.posts, name="posts"),
    path("posts/new/", post_views.new_post, name="new-post"),
    path("posts/<uuid:pk>/", post_views.post, name="post"),
    path("posts/<uuid:pk>/change/", post_views.change_post, name="change-post"),
    path("posts/<uuid:pk>/close/", post_views.close_post, name="close-post"),
    path("posts/<uuid:pk>/appoint/", post_views.appoint, name="appoint"),
    path("appointments/<uuid:pk>/end/", post_views.end_appointment, name="end-appointment"),
    path("units/", place_views.units, name="units"),
    path("units/new/", place_views.new_unit, name="new-unit"),
    path("units/<uuid:pk>/change/", place_views.change_unit, name="change-unit"),
    path("zones/", place_views.zones, name="zones"),
    path("zones/new/", place_views.new_zone, name="new-zone"),
    path("zones/<uuid:pk>/change/", place_views.change_zone, name="change-zone"),
]
