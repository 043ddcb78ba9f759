from django.urls import path

from southgate.apps.pipeline.web.agreements import audit, deciding, listing, passages, promising, record, writing

app_name = "agreements"
urlpatterns = [
    path("", listing.list_page, name="list"),
    path("of/<uuid:pk>/new/", writing.new_page, name="new"),
    path("of/<uuid:pk>/audit/", audit.audit_page, name="audit"),
    path("<uuid:pk>/", record.agreement_page, name="agreement"),
    path("<uuid:pk>/edit/", writing.edit_page, name="edit"),
    path("<uuid:pk>/text/", writing.text_page, name="text"),
    path("<uuid:pk>/versions/<int:number>/", record.version_page, name="version"),
    path("<uuid:pk>/submit/", writing.submit_page, name="submit"),
    path("<uuid:pk>/approve/", deciding.approve_page, name="approve"),
    path("<uuid:pk>/return/", deciding.return_page, name="return"),
    path("<uuid:pk>/sign/", deciding.sign_page, name="sign"),
    path("<uuid:pk>/end/", deciding.end_page, name="end"),
    path("<uuid:pk>/flag/", passages.flag_page, name="flag"),
    path("<uuid:pk>/review/", passages.review_page, name="review"),
    path("<uuid:pk>/commitments/new/", promising.new_page, name="promise"),
    path("clauses/<uuid:pk>/clear/", passages.clear_page, name="clear"),
    path("commitments/<uuid:pk>/edit/", promising.edit_page, name="edit-commitment"),
    path("commitments/<uuid:pk>/drop/", promising.drop_page, name="drop"),
    path("commitments/<uuid:pk>/claim/", promising.claim_page, name="claim"),
    path("commitments/<uuid:pk>/decide/", promising.decide_page, name="decide"),
    path("commitments/<uuid:pk>/unclaim/", promising.unclaim_page, name="unclaim"),
]
