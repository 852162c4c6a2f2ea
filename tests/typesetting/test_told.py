"""What is repaired or told before anything is printed: marks, and characters without a face."""

import pytest
from samples import han

from publisher.findings import PublisherError

pytestmark = [pytest.mark.pages]


def codes(findings):
    return {finding.code for finding in findings}


@pytest.mark.rule(23)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("他说“我们说“好””。", "text-nesting"),
        ("见《湖畔《来信》》。", "text-nesting"),
        ("他说“我们走吧。", "text-unpaired"),
        ("见《湖畔来信。", "text-unpaired"),
    ],
)
def test_marks_that_do_not_close_or_nest_are_told(press, text, code):
    assert code in codes(press.text(text).findings)


@pytest.mark.rule(23)
def test_marks_in_order_are_not_told(press):
    printed = press.text("他说“我们说‘好’”，见《湖畔〈来信〉》。")
    assert codes(printed.findings).isdisjoint({"text-nesting", "text-unpaired"})


@pytest.mark.rule(24)
def test_half_width_marks_between_ideographs_are_printed_full_width(press):
    printed = press.text('他说:"你好,请看(下图)!"共24,024.5元,见https://kanyin.example/a,b。')
    full = "他说：“你好，请看（下图）！”共24,024.5元，见https://kanyin.example/a,b。"
    assert "".join(line.text for line in printed.lines(full)) == full


@pytest.mark.rule(41)
def test_a_character_that_no_face_has_is_told_with_its_place_and_nothing_is_printed(press):
    rare = "\U0003134a"
    with pytest.raises(PublisherError) as told:
        press.text(f"{han(4)}{rare}{han(4)}。")
    [finding] = [found for found in told.value.findings if found.code.startswith("font-")]
    assert "U+3134A" in str(finding.arguments)
    assert finding.span is not None
    assert finding.place[2] == 5


@pytest.mark.rule(42)
def test_a_weight_that_is_not_there_is_told(press):
    kind = press.template(
        "heavy",
        'extends = "news"\n[texts]\n'
        'deck = { face = "kai", weight = 900, size = "四号", leading = "21pt" }\n',
    )
    printed = press.text("正文。", kind=kind, subtitle="副题")
    [finding] = [found for found in printed.findings if found.code.startswith("font-")]
    assert finding.severity in ("warning", "note")
    assert "900" in str(finding.arguments)
