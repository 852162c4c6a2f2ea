"""The commented `style.toml` of a new template."""

import re
from dataclasses import fields, replace

import pytest

from publisher.resources import bundled
from publisher.style.commented import commented, key_words
from publisher.style.house import (
    Headings,
    HouseStyle,
    Masthead,
    Page,
    PictureStyle,
    TextStyle,
    TitleStep,
)
from publisher.style.load import COLOURS, RULES, SPACES, TEXTS, load_style

TEMPLATES = bundled("templates")
KINDS = sorted(style.parent.name for style in TEMPLATES.glob("*/style.toml"))


def find(name):
    return TEMPLATES / name


def written(folder, text):
    own = folder / "own"
    own.mkdir()
    (own / "style.toml").write_text(text, encoding="utf-8")
    return load_style(own, find)


def alike(style, other):
    """The style with what rounding and the file's own names may change taken from the other."""
    return replace(style, kind=other.kind, title=other.title, masthead=other.masthead)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_as_made_it_says_what_its_base_says(tmp_path, kind, language):
    base = load_style(find(kind), find)
    own = written(tmp_path, commented(base, "own", language))
    assert alike(own, base) == base
    assert own.title == "own"


@pytest.mark.parametrize("kind", KINDS)
def test_with_every_line_uncommented_it_still_does(tmp_path, kind):
    base = load_style(find(kind), find)
    text = re.sub(r"^# (?=\[\[|\w+ = )", "", commented(base, "own", "zh"), flags=re.MULTILINE)
    own = written(tmp_path, text.replace('name = "own"', f'name = "{base.masthead.name}"'))
    assert own.measure == base.measure
    assert own.title_steps == base.title_steps
    assert own.colours == base.colours
    assert own.spaces == pytest.approx(base.spaces, abs=0.002)
    assert own.texts.keys() == base.texts.keys()
    for role, style in own.texts.items():
        other = base.texts[role]
        assert replace(style, size=other.size, leading=other.leading) == other
        assert style.size == pytest.approx(other.size, abs=0.001)


def test_every_key_has_its_words():
    sections = {
        "page": Page, "masthead": Masthead, "headings": Headings, "pictures": PictureStyle,
        "title_steps": TitleStep, "text": TextStyle,
    }  # fmt: skip
    wanted = {name: [field.name for field in fields(kind)] for name, kind in sections.items()}
    wanted |= {"texts": TEXTS, "colours": COLOURS, "rules": RULES, "spaces": SPACES}
    scalars = {field.name for field in fields(HouseStyle)} - {"kind", "issuer", "texts"}
    wanted["top"] = sorted(scalars - {*sections, *wanted})
    for section, keys in wanted.items():
        for key in keys:
            words = key_words()[section][key]
            assert words["zh"], (section, key)
            assert words["en"], (section, key)
