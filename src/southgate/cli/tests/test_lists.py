"""`southgate lists`: a published list from a workbook, the whole list or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from southgate.apps.pipeline.models.signings import ListedFirm
from southgate.cli.lists import command

pytestmark = pytest.mark.django_db


def test_a_list_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "示例.csv"
    file.write_text("排名,企业名称\n1,示例甲集团\n2,示例乙集团\n", encoding="utf-8")
    said = ["--list", "china", "--year", "2025", "--source", "示例协会，示例名单"]
    assert CliRunner().invoke(command, [str(file), *said, "--dry-run"]).exit_code == 0
    assert ListedFirm.objects.count() == 0
    answer = CliRunner().invoke(command, [str(file), *said])
    assert answer.exit_code == 0 and "新列入 2 家" in answer.output
    assert "原有 2 家" in CliRunner().invoke(command, [str(file), *said]).output


def test_a_refused_list_names_its_cells(tmp_path: Path) -> None:
    file = tmp_path / "示例.csv"
    file.write_text("企业名称,统一社会信用代码\n示例甲集团,\n示例乙集团,123\n", encoding="utf-8")
    answer = CliRunner().invoke(command, [str(file), "--list", "china", "--year", "2025", "--source", "示例"])
    assert answer.exit_code == 2 and "A3" in answer.output
    assert ListedFirm.objects.count() == 0
