"""The tag library inside templates, and what no template of the house may hold."""

import re
from pathlib import Path

from django import forms
from django.template import Context, Template
from django.utils import translation

from southgate.domain.errors import Reason

SOURCE = Path(__file__).resolve().parents[3]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:|\bhx-on")


def shown(text: str, **context: object) -> str:
    return Template("{% load face %}" + text).render(Context(context))


def test_no_template_has_inline_script_or_style() -> None:
    found = [str(path) for path in SOURCE.rglob("*.html") if INLINE.search(path.read_text("utf-8"))]
    assert not found


def test_what_is_empty_says_why() -> None:
    with translation.override("zh-hans"):
        assert shown("{{ none|money }}{{ none|wan }}{{ none|day }}{{ none|number }}", none=None).count("未填") == 4
        assert "保密" in shown('{% empty "secret" %}')


def test_a_reason_speaks_with_its_places_filled() -> None:
    reason = Reason("“%(text)s”不是金额", {"text": "x<y"}, mend="请写成 17000万元、1.06亿元 或 3600万美元")
    with translation.override("zh-hans"):
        assert shown("{{ r|said }}", r=reason) == "“x&lt;y”不是金额"
        assert shown("{{ r|mending }}", r=reason).startswith("请写成")


def test_each_form_gets_its_own_command_id() -> None:
    first, second = (shown("{% command_id %}") for _ in range(2))
    assert first != second
    assert re.search(r'value="[0-9a-f-]{36}"', first)


def test_a_field_has_its_class_and_says_what_is_wrong() -> None:
    class Sample(forms.Form):
        planned = forms.CharField(help_text="例 36500")
        stage = forms.ChoiceField(choices=[("a", "在谈")])

    form = Sample({})
    html = shown("{% for f in form %}{{ f|classed:'form-control' }}{% endfor %}", form=form)
    assert 'aria-describedby="id_planned_error id_planned_helptext"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-select"' in html
