from django.urls import path

from southgate.apps.pipeline.web.vouchers import entering, lists, record

app_name = "vouchers"
urlpatterns = [
    path("", lists.list_page, name="list"),
    path("new/", lists.choose_page, name="choose"),
    path("projects/<uuid:pk>/new/", entering.new_page, name="new"),
    path("<uuid:pk>/", record.voucher_page, name="voucher"),
    path("<uuid:pk>/correct/", entering.correct_page, name="correct"),
    path("<uuid:pk>/again/", entering.again_page, name="again"),
    path("<uuid:pk>/accept/", record.accept_page, name="accept"),
    path("<uuid:pk>/reject/", record.reject_page, name="reject"),
    path("<uuid:pk>/return/", record.return_page, name="return"),
]
