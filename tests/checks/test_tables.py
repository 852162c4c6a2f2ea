"""Tables that no page holds are told before they are printed."""

import pytest

from publisher.article import Article, List, Metadata, Run, Table
from publisher.checks.tables import check_tables
from publisher.findings import entry
from publisher.resources import bundled
from publisher.style.load import load_style

STYLE = load_style(bundled("templates") / "news", bundled("templates"))
SKY = "山下的云岑城每晚亮着 3 万多盏路灯，城里抬头只看得见十几颗星。" * 4


def cells(*texts):
    return tuple((Run(text),) for text in texts)


def found(*blocks):
    findings = tuple(check_tables(Article(Metadata("题"), blocks), STYLE))
    for finding in findings:
        assert finding.message("zh")
        assert finding.message("en")
    return [(finding.code, finding.arguments) for finding in findings]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("时间", "内容"), ("18:10", SKY)),
        (("项目",) * 8, ("很长的一段话",) * 8),  # 8 columns of four characters and seven gaps
        (("月",) * 13, ("1",) * 13),  # short ones take little
    ],
)
def test_a_table_that_fits_is_not_told(head, row):
    assert found(Table(cells(*head), (cells(*row),), ())) == []


def test_table_wide():
    table = Table(cells(*("很长的一列",) * 9), (cells(*("很长的一段话",) * 9),), ())
    assert found(table) == [("table-wide", {"columns": 9, "lacking": 4})]


def test_a_long_word_makes_a_table_wide():
    address = "https://example.org/a-very-long-address/that-nothing-divides/index.html"
    table = Table(cells("名称", "网址"), (cells("中心", address),), ())
    assert [code for code, _ in found(table)] == ["table-wide"]


def test_a_table_in_a_list_has_less_room():
    table = Table(cells(*("很长的一列",) * 8), (cells(*("很长的一段话",) * 8),), ())
    assert found(table) == []
    inner = table
    for _ in range(2):
        inner = List(((inner,),))
    assert [code for code, _ in found(inner)] == ["table-wide"]


def test_table_tall():
    rows = (cells("短", "短"), cells("长", SKY * 15))
    table = Table(cells("甲", "乙"), rows, ())
    assert found(table) == [("table-tall", {"row": 2})]


def test_both_only_warn():
    assert {entry(code).severity for code in ("table-wide", "table-tall")} == {"warning"}
