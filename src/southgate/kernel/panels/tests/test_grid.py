"""The grid's table: heads by group, cells escaped, what grid.js reads."""

from django.template.loader import render_to_string

from southgate.kernel.panels.grid import Cell, Column, Grid, Row

EVIL = '"><script>alert(1)</script>'


def made(**more: object) -> Grid:
    columns = [
        Column(key="name", label="项目", kind="name"),
        Column(key="code", label="编号"),
        Column(key="planned", label="计划投资", unit="万元", kind="money", group="投资", editable=True, on_phone=True),
        Column(key="paid", label="到位资金", unit="万元", kind="money", group="投资"),
        Column(key="stage", label="阶段", kind="choice", group="进度", editable=True, choices=("在谈", "签约")),
    ]
    cells = {
        "name": Cell("甲"),
        "code": Cell("SL-1"),
        "planned": Cell("32,000", "32000"),
        "paid": Cell("0"),
        "stage": Cell("在谈"),
    }
    row = Row(id="r1", version=3, number=1, cells=cells | dict(more.pop("cells", {})))  # type: ignore[call-overload]
    return Grid(label="台账", columns=columns, rows=[row], edit_url="/edit/", **more)  # type: ignore[arg-type]


def test_neighbours_of_a_group_share_a_head() -> None:
    assert [(head.label, head.span) for head in made().heads] == [("", 1), ("投资", 2), ("进度", 1)]
    assert made().firsts == {"planned", "stage"}


def test_a_row_carries_id_version_and_what_one_would_type() -> None:
    body = made().body
    assert '<tr data-id="r1" data-version="3">' in body
    assert '<td class="t-money num g" data-label="计划投资" data-unit="万元" data-raw="32000">32,000</td>' in body
    assert '<th scope="row" class="c-name">甲</th>' in body


def test_cells_are_escaped_in_text_and_attributes() -> None:
    body = made(cells={"name": Cell(EVIL), "planned": Cell(EVIL, EVIL, EVIL)}).body
    assert "<script>" not in body
    assert body.count("&lt;script&gt;") == 4


def test_a_fixed_cell_says_why_only_where_its_column_can_change() -> None:
    body = made(cells={"planned": Cell("1", fixed="保密"), "paid": Cell("1", fixed="保密")}).body
    assert body.count('data-no="保密"') == 1


def test_the_page_has_columns_words_and_choices_for_the_script() -> None:
    html = render_to_string("parts/grid.html", {"grid": made(totals={"planned": "32,000"}, totals_label="合计 1 项")})
    assert html.count("<col data-field=") == 5
    assert '<template data-choices="stage"><option>在谈</option><option>签约</option></template>' in html
    assert 'data-total="planned">32,000</td>' in html
    assert 'data-edit-url="/edit/"' in html
