from django.urls import path

from southgate.apps.pipeline.web.gates import documents, overrides, reviews

app_name = "gates"
urlpatterns = [
    path("<uuid:pk>/documents/", documents.kinds_page, name="documents"),
    path("<uuid:pk>/documents/<slug:kind>/", documents.add_page, name="add"),
    path("documents/<uuid:pk>/withdraw/", documents.withdraw_page, name="withdraw"),
    path("<uuid:pk>/reviews/", reviews.reviews_page, name="reviews"),
    path("<uuid:pk>/reviews/new/", reviews.convene_page, name="convene"),
    path("opinions/<uuid:pk>/", reviews.opinion_page, name="opinion"),
    path("reviews/<uuid:pk>/decide/", reviews.decide_page, name="decide-review"),
    path("<uuid:pk>/overrides/<slug:to>/", overrides.ask_page, name="ask"),
    path("overrides/<uuid:pk>/", overrides.decide_page, name="decide-override"),
]
