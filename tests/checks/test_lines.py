"""Short lines that may be heads or captions, and paragraphs that were wrapped where typed."""

import pytest

from publisher.article import Figure, Heading, Paragraph, plain
from publisher.checks.lines import check_lines
from publisher.findings import edited
from publisher.readers import read_text
from publisher.readers.normalise import normalise

FRONT = "---\ntitle: 湖畔科普联盟成立\nsource: 镜湖\n---\n\n"
LONG = "望湖阁前的草坪上每晚都有讲解员陪你找到月面上的环形山和土星的光环，阴雨天改看移动天幕。"
WRAPPED = [
    "望湖阁前的草坪上，每晚都有讲解员陪你找到月面上的环形山",
    "和土星的光环；阴雨天改看移动天幕。今年的观测季从四月开始，",
    "到十月结束，一共安排了六十个夜晚，全程免费，凭身份证在街道",
    "科普站预约。",
    "首批放进共享清单的有三台折射望远镜、两台偏光显微镜和一座可",
    "以移动的充气天幕，居民凭身份证就能预约，最远的一个观测点在",
    "湖的西岸，每次可以容纳二十个人。",
]


def article(text):
    return normalise(read_text("a.md", text.encode(), allow_missing=True).value.article).value


def found(text):
    return list(check_lines(article(FRONT + text)))


def codes(text):
    return [finding.code for finding in found(text)]


def mended(text):
    return article(edited(found(text))).blocks


def test_a_short_line_before_a_text_may_be_its_head():
    assert codes(f"成员单位如下\n\n{LONG}") == ["text-heading-line"]
    [head, _] = mended(f"成员单位如下\n\n{LONG}")
    assert isinstance(head, Heading)
    assert (head.level, plain(head.runs)) == (2, "成员单位如下")


@pytest.mark.parametrize(
    "text",
    [
        f"会议开始了。\n\n{LONG}",
        f"会议议程：\n\n{LONG}",
        f"镜湖\n\n{LONG}",
        f"{LONG}\n\n成员单位如下",
        f"{LONG}\n\n{LONG}",
        f"**成员**单位如下\n\n{LONG}",
    ],
    ids=["closed", "goes on", "signature", "nothing follows", "long", "not plain"],
)
def test_other_lines_are_no_heads(text):
    assert "text-heading-line" not in codes(text)


def test_a_short_line_behind_a_picture_may_be_its_caption():
    assert codes(f"![](a.jpg)\n\n开幕当天的观测点\n\n{LONG}") == ["text-caption"]
    [figure, text] = mended(f"![](a.jpg)\n\n开幕当天的观测点\n\n{LONG}")
    assert isinstance(figure, Figure)
    assert plain(figure.caption) == "开幕当天的观测点"
    assert isinstance(text, Paragraph)


def test_a_picture_that_has_its_words_takes_no_more():
    assert codes(f'![](a.jpg "观测点")\n\n开幕当天的草坪\n\n{LONG}') == ["text-heading-line"]


def test_wrapped_lines_are_joined_up_to_the_ends_of_their_paragraphs():
    text = "\n\n".join(WRAPPED)
    assert codes(text) == ["text-hard-wrap"] * 2
    assert [plain(block.runs) for block in mended(text)] == [
        "".join(WRAPPED[:4]),
        "".join(WRAPPED[4:]),
    ]


def test_paragraphs_of_their_own_are_not_taken_for_wrapped_lines():
    assert "text-hard-wrap" not in codes("\n\n".join([LONG] * 8))
    assert "text-hard-wrap" not in codes("\n\n".join(WRAPPED[:4]))
