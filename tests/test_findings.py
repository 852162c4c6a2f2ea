import re
from pathlib import Path

import pytest

from publisher.findings import (
    ConfigurationError,
    Edit,
    Finding,
    InputError,
    UnavailableError,
    all_entries,
    edited,
    error_of,
)
from publisher.source import Source

CODE = Path(__file__).parent.parent / "publisher"


@pytest.mark.parametrize("code", all_entries())
def test_every_code_has_its_words_in_both_languages(code):
    entry = all_entries()[code]
    for language in ("zh", "en"):
        assert entry.message[language], language
        assert entry.why[language], language
    if entry.severity == "error":
        assert entry.hint["zh"]
        assert entry.hint["en"]
    assert re.search("[\u4e00-\u9fff]", entry.why["zh"])


@pytest.mark.parametrize("code", all_entries())
def test_both_languages_are_filled_by_the_same_arguments(code):
    entry = all_entries()[code]
    fields = [set(re.findall(r"{(\w+?)(?:_en)?}", entry.message[x])) for x in ("zh", "en")]
    assert fields[0] == fields[1]


def test_every_code_of_the_catalogue_is_used_and_every_code_used_is_in_it():
    source = "\n".join(path.read_text() for path in CODE.rglob("*.py"))
    quoted = set(re.findall(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"', source))
    assert set(all_entries()) - quoted == set()
    raised = set(re.findall(r'Finding\(\s*"([a-z0-9-]+)"', source))
    assert raised - set(all_entries()) == set()


def test_line_and_column_count_code_points_from_one():
    text = "第一行\r\n第二𠀀行，完\n"
    source = Source("a.txt", text.encode(), text)
    place = source.span(text.index("行，"))
    assert (place.line, place.column) == (2, 4)
    assert source.span(0, 3).text == "第一行"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029", "\v", "\f"])
def test_every_line_end_begins_a_line(end):
    text = f"一{end}二"
    source = Source("a.txt", text.encode(), text)
    assert source.position(len(text) - 1) == (2, 1)


def test_edits_are_made_in_order_and_of_overlapping_ones_the_first_wins():
    text = "abcdef"
    source = Source("a.md", text.encode(), text)
    findings = [
        Finding("input-type", edit=Edit(source.span(4, 5), "E")),
        Finding("input-type", edit=Edit(source.span(0, 2), "AB")),
        Finding("input-type", edit=Edit(source.span(1, 3), "!")),
        Finding("input-type"),
    ]
    assert edited(findings) == "ABcdEf"


def test_the_error_is_of_the_class_of_the_first_error_found():
    missing = Finding("input-missing", arguments={"name": "x"})
    assert type(error_of((Finding("font-none"), missing))) is UnavailableError
    wrong = Finding("config-missing", arguments={"key": "x"})
    assert type(error_of((wrong,))) is ConfigurationError
    typed = Finding("input-type", arguments={"name": "x", "known": "txt"})
    assert type(error_of((typed,))) is InputError
