"""The fingerprint changes with whatever decides the output, and with nothing else."""

import datetime as dt
from dataclasses import replace

import pytest

from publisher.article import (
    Article,
    Asset,
    Assets,
    Bulletin,
    Figure,
    IssueMetadata,
    Metadata,
    Paragraph,
    Quote,
    Run,
)
from publisher.fingerprint import fingerprint
from publisher.source import Source

ONE, TWO = Asset.of("1.jpg", b"first picture"), Asset.of("2.jpg", b"second picture")
TEXT = "山里的课\n水到底是什么颜色?"
TEMPLATE = {"style.toml": b"title = '1'", "print.css": b"p { }"}
SETTINGS = {"to": "pdf,docx", "raw": "no", "allow-missing": "no"}


def bulletin(*, name="article.txt", text=TEXT, shown=(ONE, TWO), **metadata):
    source = Source(name, text.encode(), text)
    said = Metadata("山里的课", **{"date": dt.date(2026, 4, 20), **metadata})
    figures = [Figure(f"{at}.jpg", asset.digest) for at, asset in enumerate(shown)]
    blocks = (
        figures[0],
        Paragraph((Run(text, span=source.span()),), span=source.span()),
        Quote((figures[1],)),
    )
    return Bulletin("news", (Article(said, blocks),), Assets((ONE, TWO)), (source,))


def of(given, template=TEMPLATE, settings=SETTINGS):
    return fingerprint(given, template=template, settings=settings)


def test_it_is_the_same_each_time_and_sixty_four_hex_digits():
    assert of(bulletin()) == of(bulletin())
    assert len(of(bulletin())) == 64
    int(of(bulletin()), 16)


def test_it_is_the_same_on_every_machine():
    expected = "0c69d8eb8b89fc67f38dca718b7151420740efefb9aec37fad086d89d46bd9b8"
    assert of(bulletin()) == expected


@pytest.mark.parametrize(
    "changed",
    [
        of(bulletin(text=TEXT + " ")),
        of(bulletin(subtitle="副题")),
        of(bulletin(date=dt.date(2026, 4, 21))),
        of(bulletin(keywords=("山", "水"))),
        of(bulletin(shown=(TWO, ONE))),
        of(replace(bulletin(), kind="jianbao")),
        of(replace(bulletin(), assets=Assets((ONE,)))),
        of(replace(bulletin(), issue=IssueMetadata("通讯"))),
        of(replace(bulletin(), issue=IssueMetadata("通讯", number="2"))),
        of(replace(bulletin(), sources=bulletin().sources * 2)),
        of(replace(bulletin(), articles=bulletin().articles * 2)),
        of(bulletin(), template=TEMPLATE | {"style.toml": b"title = '2'"}),
        of(bulletin(), template=TEMPLATE | {"new.css": b""}),
        of(bulletin(), template={"style.toml": b"p { }", "print.css": b"title = '1'"}),
        of(bulletin(), settings=SETTINGS | {"to": "pdf"}),
        of(bulletin(), settings=SETTINGS | {"raw": "yes"}),
        of(bulletin(), settings=SETTINGS | {"allow-missing": "yes"}),
        of(bulletin(), settings={"to": "pdf,docx"}),
    ],
)
def test_it_changes_with_each_input(changed):
    assert changed != of(bulletin())


def test_it_does_not_change_with_paths_names_places_or_the_order_of_files():
    first = of(bulletin())
    assert of(bulletin(name="elsewhere/other.txt")) == first
    here = Source("a", b"", "a").span()
    assert of(bulletin(places={"title": here})) == first
    assert (
        of(bulletin(), dict(reversed(TEMPLATE.items())), dict(reversed(SETTINGS.items()))) == first
    )
    renamed = Assets((replace(TWO, name="b"), replace(ONE, name="a")))
    assert of(replace(bulletin(), assets=renamed)) == first


def test_moving_a_character_from_one_part_to_the_next_is_a_change():
    assert of(bulletin(source="ab", url="c")) != of(bulletin(source="a", url="bc"))
    assert of(bulletin(), settings={"a": "bc"}) != of(bulletin(), settings={"ab": "c"})


def test_a_key_that_says_what_it_says_by_default_is_no_change():
    assert of(bulletin(language="zh-CN", note="")) == of(bulletin())
