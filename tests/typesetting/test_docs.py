"""docs/typography.md says which test holds each rule; the tests say so too."""

import re

from rules import holding, rules

from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "typography.md"
ROW = re.compile(r"^\| (\d+) \| (.*?) \| .*? \| (?:`([^`]+)`)?", re.MULTILINE)


def test_each_rule_is_held_by_a_test():
    held = holding()
    assert [rule.number for rule in rules() if not held[rule.number]] == []
    assert set(held) <= {rule.number for rule in rules()}


def test_the_table_names_each_rule_and_a_test_that_holds_it():
    held = holding()
    rows = {int(number): (text, test) for number, text, test in ROW.findall(document())}
    assert {number: text for number, (text, _) in rows.items()} == {
        rule.number: rule.text for rule in rules()
    }
    assert [number for number, (_, test) in rows.items() if test not in held[number]] == []


def document():
    return DOCUMENT.read_text(encoding="utf-8")
