"""Pages of packs: whole and as a part, what is refused, and who may not come in."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from southgate.kernel import clock
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.tests.samples import choose, limits, load, override
from southgate.kernel.testing import TODAY, actor_with

pytestmark = pytest.mark.django_db
KEY = "sl.limits"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def officer():
    """A policy officer's browser and place, with a pack of two editions that is chosen and overridden."""
    client, _account, place = signed_in(Role.POLICY_OFFICER)
    by = actor_with([Role.POLICY_OFFICER], place)
    load(limits(KEY, 5, 10), zone=place.zone)
    load(limits(KEY, 5, 8, version=2), zone=place.zone)
    choose(place.zone, KEY, by=by)
    override(place.zone, KEY, "limit[2].days", "6", by=by)
    return client, place


def newest() -> UUID:
    return Pack.objects.get(key=KEY, edition=2).pk


def posted(**fields: str) -> dict[str, str]:
    return {"command_id": str(uuid4()), "from_day": "2026-12-01", "reason": "示例理由", "seen": "0", **fields}


def test_the_list_says_what_the_zone_uses(officer):
    client, _place = officer
    html = client.get("/packs/").content.decode()
    assert "示例时限 sl.limits" in html and "园区选用；园区改了 1 处" in html and "《示例文件》" in html
    assert html.count("<h1") == 1 and "载入规则包" not in html


def test_the_list_as_a_part(officer):
    answer = officer[0].get("/packs/", headers=FRAGMENT)
    assert "示例时限" in answer.content.decode() and "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_a_pack_shows_values_changes_reasons_and_editions(officer):
    html = officer[0].get(f"/packs/{newest()}/").content.decode()
    assert "园区改过，原文 8" in html and "示例：按园区承诺压缩" in html
    assert "载入规则包“示例时限 sl.limits”第 2 版" in html  # the book
    assert "比上一版改了 1 处" in html and "第 1 版" in html and "正在用这一版" in html
    assert "<html" not in officer[0].get(f"/packs/{newest()}/", headers=FRAGMENT).content.decode()


def test_on_a_past_day_what_came_later_is_marked(officer):
    html = officer[0].get("/packs/?day=2026-03-02").content.decode()
    assert "那天之后才载入" in html


def test_a_pack_of_another_zone_is_not_there(officer):
    assert officer[0].get(f"/packs/{uuid4()}/").status_code == 404


def test_override_is_written_with_its_reason(officer):
    client, _place = officer
    fields = posted(path="limit[1].days", value="4")
    assert client.post(f"/packs/{newest()}/override/", fields).status_code == 302
    assert PackOverride.objects.get(path="limit[1].days").value == "4"


def test_words_need_no_quotes(officer):
    fields = posted(path="limit[1].name", value="事项甲")
    assert officer[0].post(f"/packs/{newest()}/override/", fields).status_code == 302
    assert PackOverride.objects.get(path="limit[1].name").value == '"事项甲"'


def test_what_does_not_fit_is_refused_and_kept(officer):
    answer = officer[0].post(f"/packs/{newest()}/override/", posted(path="limit[1].days", value="0"))
    assert answer.status_code == 422 and "时限至少 1 天" in answer.content.decode()
    assert 'value="0"' in answer.content.decode() and PackOverride.objects.count() == 1
    assert officer[0].post(f"/packs/{newest()}/override/", posted(path="", value="")).status_code == 422


def test_a_decision_of_the_same_day_must_have_been_seen(officer):
    fields = posted(path="limit[2].days", value="7", from_day="2026-11-24")
    answer = officer[0].post(f"/packs/{newest()}/override/", fields)
    assert answer.status_code == 409 and 'name="seen" value="1"' in answer.content.decode()
    again = {**fields, "seen": "1", "command_id": str(uuid4())}
    assert officer[0].post(f"/packs/{newest()}/override/", again).status_code == 302


def test_choose_and_withdraw(officer):
    client, _place = officer
    assert "示例时限 sl.limits" in client.get("/packs/choose/").content.decode()
    assert client.post("/packs/choose/", posted(key=KEY)).status_code == 302
    choice = PackChoice.objects.get(from_day="2026-12-01")
    answer = client.post(f"/packs/choices/{choice.pk}/withdraw/", posted(seen=str(choice.version)))
    choice.refresh_from_db()
    assert answer.status_code == 302 and choice.withdrawn
    again = client.post(f"/packs/choices/{choice.pk}/withdraw/", posted(seen=str(choice.version)))
    assert again.status_code == 422 and "已经撤回过了" in again.content.decode()


def test_withdraw_an_override(officer):
    row = PackOverride.objects.get()
    assert "6 不再执行" in officer[0].get(f"/packs/overrides/{row.pk}/withdraw/").content.decode()
    assert officer[0].post(f"/packs/overrides/{row.pk}/withdraw/", posted(seen=str(row.version))).status_code == 302
    assert PackOverride.objects.get().withdrawn


def test_who_only_reads_decides_nothing():
    client, _account, place = signed_in(Role.INVESTMENT_OFFICER)
    load(limits(KEY, 5), zone=place.zone)
    pack = Pack.objects.get(key=KEY).pk
    assert client.get(f"/packs/{pack}/").status_code == 200
    for address in ("/packs/load/", "/packs/choose/", f"/packs/{pack}/override/"):
        assert client.get(address).status_code == 403
        assert client.post(address, posted()).status_code == 403
    assert client.post("/packs/load/now/", {"text": limits("sl.x", 1), "scope": "zone"}).status_code in (403, 404)


def upload(client, text: str, **more: str):
    file = SimpleUploadedFile("示例.toml", text.encode())
    return client.post("/packs/load/", {"file": file, "scope": "zone"}, headers=more)


def test_loading_shows_the_differences_first_and_then_writes():
    client, _account, place = signed_in(Role.SYSTEM_ADMINISTRATOR)
    load(limits(KEY, 5, 10), zone=place.zone)
    text = limits(KEY, 5, 8, version=2)
    html = upload(client, text).content.decode()
    assert "接在第 1 版之后，改了 1 处" in html and "载入“示例时限 sl.limits”第 2 版" in html
    assert Pack.objects.filter(key=KEY).count() == 1
    fields = {"text": text, "file": "示例.toml", "scope": "zone", "command_id": str(uuid4())}
    assert client.post("/packs/load/now/", fields).status_code == 302
    assert Pack.objects.filter(key=KEY).count() == 2


def test_every_fault_of_a_file_is_told_with_its_line():
    client, *_ = signed_in(Role.SYSTEM_ADMINISTRATOR)
    answer = upload(client, limits(KEY, 0).replace("days = 0", 'days = "x"\nextra = 1'))
    html = answer.content.decode()
    assert answer.status_code == 422 and "2 条原因" in html and "示例.toml:" in html
    assert "<html" not in upload(client, "x", **FRAGMENT).content.decode()
    assert client.post("/packs/load/", {}).status_code == 422
    assert upload(client, "\udcff".encode("utf-8", "surrogatepass").decode("latin1")).status_code == 422
