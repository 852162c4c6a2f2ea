"""Which characters are looked up in which face."""

import pytest

from publisher.article import Article, Assets, Box, Bulletin, Metadata, Paragraph, Run
from publisher.resources import bundled
from publisher.sorts import sorts
from publisher.style.load import load_style

TEMPLATES = bundled("templates")


def asked(kind, text="", **said):
    """The characters by face and weight."""
    article = Article(Metadata("题", **said), (Paragraph((Run(text),)),))
    style = load_style(TEMPLATES / kind, lambda name: TEMPLATES / name)
    found = {}
    for face, weight, characters, _ in sorts(Bulletin(kind, (article,), Assets(), ()), style):
        found[face, weight] = found.get((face, weight), "") + characters
    return found


def test_fang_takes_letters_figures_and_quotation_marks_from_a_light_song():
    found = asked("gongwen", "共 12 块“展板”，GS 系列。")
    assert "共块展板，系列。" in found["fang", 400]
    assert not set("12GS“”") & set(found["fang", 400])
    assert set("12GS“”") <= set(found["song", 300])


def test_kai_takes_them_from_the_body_in_news():
    found = asked("news", subtitle="第 3 届")
    assert "3" in found["song", 400]
    assert "3" not in found["kai", 400]


@pytest.mark.parametrize(
    ("kind", "key", "face"),
    [
        ("gongwen", "secrecy", ("hei", 400)),
        ("gongwen", "signer", ("kai", 400)),
        ("gongwen", "document_number", ("fang", 400)),
        ("gongwen", "to", ("fang", 400)),
        ("gongwen", "cc", ("fang", 400)),
        ("gongwen", "attachments", ("fang", 400)),
        ("gongwen", "unit", ("fang", 400)),
        ("jianbao", "abstract", ("kai", 400)),
        ("jianbao", "document_number", ("hei", 400)),
    ],
)
def test_what_the_front_matter_says_is_looked_up_in_the_face_that_sets_it(kind, key, face):
    value = ("龘",) if key in {"to", "cc", "attachments"} else "龘"
    assert "龘" in asked(kind, **{key: value})[face]


def test_news_do_not_ask_for_what_they_do_not_set():
    assert all("龘" not in text for text in asked("news", to=("龘",), secrecy="龘").values())


@pytest.mark.parametrize(
    ("key", "face"),
    [("subtitle", ("song", 900)), ("abstract", ("kai", 400)), ("note", ("hei", 400))],
)
def test_posters_ask_for_what_they_set_of_the_front_matter(key, face):
    assert "㴔" in asked("poster", **{key: "㴔"})[face]


def test_posters_ask_for_boxes_in_each_role_that_may_set_them():
    box = Box((Paragraph((Run("㴔"),)),), "承办")
    article = Article(Metadata("题"), (box,))
    style = load_style(TEMPLATES / "poster", lambda name: TEMPLATES / name)
    asked_of = {
        (face, weight)
        for face, weight, text, _ in sorts(Bulletin("poster", (article,), Assets(), ()), style)
        if "㴔" in text
    }
    assert asked_of == {("song", 600), ("hei", 500), ("hei", 400)}
