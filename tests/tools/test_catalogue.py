"""The catalogue of English: parts merged, compiled so that gettext reads it, gaps and clashes found."""

import gettext
import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module
    spec.loader.exec_module(module)
    return module


def part(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_gettext_reads_what_was_compiled(tool: ModuleType, tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr "x"\n\n#: a.py:1\nmsgid "第 %(n)s "\n"条"\nmsgstr "entry %(n)s"\n\n'
    text += 'msgid "件"\nmsgid_plural "件们"\nmsgstr[0] "one"\nmsgstr[1] "many"\n'
    catalogue, clashes = tool.merged([part(tmp_path, "a.po", text)])
    read = gettext.GNUTranslations(io.BytesIO(tool.compiled(catalogue)))
    assert not clashes
    assert read.gettext("第 %(n)s 条") == "entry %(n)s"
    assert [read.ngettext("件", "件们", n) for n in (1, 2)] == ["one", "many"]


def test_two_translations_of_one_sentence_are_found(tool: ModuleType, tmp_path: Path) -> None:
    one = part(tmp_path, "a.po", 'msgid "看"\nmsgstr "look"\n')
    two = part(tmp_path, "b.po", 'msgid "看"\nmsgstr "see"\n')
    same = part(tmp_path, "c.po", 'msgid "看"\nmsgstr "look"\n')
    assert tool.merged([one, same])[1] == []
    assert len(tool.merged([one, two])[1]) == 1


def test_an_unreadable_part_is_named(tool: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"a\.po:1"):
        tool.merged([part(tmp_path, "a.po", "msgid 看\n")])


def test_sentences_are_found_in_python(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    source = '_("甲")\nReason("乙" if x else "丙", mend="丁")\nnote(say="戊")\n_("plain")\nother("己")\n_(f"庚{x}")\n'
    found = [use.msgid for use in tool.python_uses(part(tmp_path, "a.py", source))]
    assert sorted(found) == sorted(["甲", "乙", "丙", "丁", "戊", ""])


def test_sentences_are_found_in_templates(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    text = "{% load i18n %}<a title=\"{% translate '甲' %}\"></a>"
    text += "{% blocktranslate with n=m %}{{ n }} 条{% endblocktranslate %}"
    text += '{% include "x" with title=_("乙") %}{{ _("丙")|upper }}'
    found = [use.msgid for use in tool.template_uses(part(tmp_path, "a.html", text))]
    assert found == ["甲", "%(n)s 条", "乙", "丙"]
