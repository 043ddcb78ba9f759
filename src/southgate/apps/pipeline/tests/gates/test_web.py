"""Pages of gates, without scripts: what is missing, a document, a review, leave to pass; a refusal shows its mends."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pytest
from django.test import Client

from southgate.apps.pipeline.models.gates import Document, Opinion, Override, Review
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.gates.ready import convene, decide, make_ready, speak
from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import make_account, signed_in

pytestmark = pytest.mark.django_db


def send(client, url, **data):
    return client.post(url, {"command_id": str(uuid4()), **data})


def document(words="示例合同"):
    file = io.BytesIO(words.encode())
    file.name = "合同.txt"
    return file


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_says_what_is_missing_and_leads_to_the_first_mend():
    client, _, place = signed_in()
    id = project(place)
    html = text(client.get(f"/projects/{id}/"))
    for words in (
        "转到『签约』还缺",
        "合同或协议扫描件",
        "准入评审通过",
        "补合同",
        "申请放行",
        f"/gates/{id}/documents/contract/",
    ):
        assert words in html
    make_ready(id, Stage.SIGNED, today=today())
    assert "转到『签约』的要件都有了" in text(client.get(f"/projects/{id}/"))


def test_a_refused_move_shows_each_need_with_its_mend_and_the_way_to_leave():
    client, _, place = signed_in()
    id = project(place)
    seen = Project.objects.get(pk=id).version
    answer = send(client, f"/projects/{id}/stage/", seen=seen, to="signed", occurred_on=today())
    html = text(answer)
    assert answer.status_code == 422
    for words in (
        "缺合同扫描件",
        "准入评审未通过",
        f'href="/gates/{id}/documents/contract/"',
        f"/gates/{id}/overrides/signed/",
    ):
        assert words in html


def test_a_document_is_added_listed_and_withdrawn():
    client, _, place = signed_in()
    id = project(place)
    assert "下一阶段要" in text(client.get(f"/gates/{id}/documents/"))
    url = f"/gates/{id}/documents/contract/"
    assert client.get(url).status_code == 200
    answer = send(client, url)
    assert answer.status_code == 422
    assert "没有选文件" in text(answer) and "没有写签发或签订日期" in text(answer), "everything at once"
    assert send(client, url, file=document(), issued_on=today(), number="示合〔2026〕1号").status_code == 302
    row = Document.objects.get()
    html = text(client.get(f"/projects/{id}/"))
    assert "示合〔2026〕1号" in html and f"/files/{row.file}/" in html
    assert client.get(f"/files/{row.file}/").status_code == 200
    answer = send(client, f"/gates/documents/{row.pk}/withdraw/", seen=1, reason="传错了项目")
    assert answer.status_code == 302 and "传错了项目" in text(client.get(f"/projects/{id}/"))


def test_a_photo_is_told_everything_that_it_lacks():
    client, _, place = signed_in()
    id = project(place)
    answer = send(client, f"/gates/{id}/documents/site_photo/", file=document(), place="北片区")
    html = text(answer)
    for words in ("看不到项目名称", "没有选照片拍的是什么", "没有写开工时间", "没有写拍摄时间", "没有写核验人电话"):
        assert words in html
    assert "没有写拍摄地点" not in html and Document.objects.count() == 0


def test_the_file_of_a_document_that_counts_is_not_deleted():
    client, _, place = signed_in()
    id = project(place)
    send(client, f"/gates/{id}/documents/contract/", file=document(), issued_on=today())
    row = Document.objects.get()
    assert client.get(f"/files/{row.file}/mark/").status_code == 403


def test_a_review_from_the_question_to_the_conclusion():
    client, account, place = signed_in()
    id = project(place)
    others = [make_account(place, f"member{one}", Role.REVIEWING_DEPARTMENT) for one in range(2)]
    html = text(client.get(f"/gates/{id}/reviews/new/"))
    people = [str(one.person) for one in (account, *others)]
    assert all(person in html for person in people)
    assert send(client, f"/gates/{id}/reviews/new/", people=people[:2]).status_code == 422
    assert send(client, f"/gates/{id}/reviews/new/", people=people).status_code == 302
    review = Review.objects.get()
    for one in (account, *others):
        member = Client()
        member.force_login(one)
        mine = Opinion.objects.get(review=review, person_id=one.person)
        assert f"/gates/opinions/{mine.pk}/" in text(member.get(f"/gates/{id}/reviews/"))
        assert send(member, f"/gates/opinions/{mine.pk}/", seen=1, verdict="agree", text="").status_code == 302
    answer = send(client, f"/gates/reviews/{review.pk}/decide/", seen=1, passed="yes", text="投产前办好能评")
    assert answer.status_code == 302
    assert "投产前办好能评" in text(client.get(f"/gates/{id}/reviews/"))


def test_leave_to_pass_needs_the_second_person():
    client, _, place = signed_in()
    id = project(place)
    assert "还缺" in text(client.get(f"/gates/{id}/overrides/signed/"))
    assert send(client, f"/gates/{id}/overrides/signed/", reason="合同在走印").status_code == 302
    row = Override.objects.get()
    assert client.get(f"/gates/overrides/{row.pk}/").status_code == 403
    leader = Client()
    leader.force_login(make_account(place, "zhao", Role.ZONE_LEADER))
    assert "合同在走印" in text(leader.get(f"/gates/overrides/{row.pk}/"))
    assert send(leader, f"/gates/overrides/{row.pk}/", seen=1, granted="yes").status_code == 302
    assert "已同意放行" in text(client.get(f"/projects/{id}/"))
    seen = Project.objects.get(pk=id).version
    assert send(client, f"/projects/{id}/stage/", seen=seen, to="signed", occurred_on=today()).status_code == 302
    assert "放行已用掉" in text(client.get(f"/projects/{id}/")), "the book of the project tells of it"


def test_english():
    client, _, place = signed_in()
    id = project(place)
    review = convene(id, today=today())
    for one in Opinion.objects.filter(review=review):
        speak(one.pk, Verdict.AGREE, today=today())
    decide(review, today=today())
    client.post("/accounts/language/", {"language": "en", "next": "/me/"})
    html = text(client.get(f"/projects/{id}/"))
    for words in ("Scan of contract or agreement", "Admission review passed", "Passed"):
        assert words in html


def test_a_talk_of_others_and_unknown_kinds_and_stages_do_not_exist():
    client, _, place = signed_in()
    hidden = project(place, confidential=True)
    for path in ("documents/", "documents/contract/", "reviews/", "reviews/new/", "overrides/signed/"):
        assert client.get(f"/gates/{hidden}/{path}").status_code == 404
    shown = project(place, name="另一个")
    assert client.get(f"/gates/{shown}/documents/nothing/").status_code == 404
    assert client.get(f"/gates/{shown}/overrides/nowhere/").status_code == 404
