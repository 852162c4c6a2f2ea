import pytest

from publisher.findings import ConfigurationError
from publisher.source import Source
from publisher.tables import nearest, read_table


def table(text):
    return read_table(Source("style.toml", text.encode(), text))


def refused(call):
    with pytest.raises(ConfigurationError) as error:
        call()
    (finding,) = error.value.findings
    return finding


def test_values_come_out_by_type():
    top = table('name = "新闻"\nlines = 32\nshare = 0.45\nmirrored = true\nto = ["pdf"]\n')
    assert (top.text("name"), top.whole("lines"), top.number("share")) == ("新闻", 32, 0.45)
    assert top.flag("mirrored")
    assert top.texts("to") == ("pdf",)


def test_an_unknown_key_is_an_error_at_its_line_with_the_nearest_one():
    finding = refused(lambda: table("a = 1\n\n  mesure = 2\n").require(("a", "measure")))
    assert finding.place == ("style.toml", 3, 3)
    assert "measure" in finding.hint("en")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("key = 1", lambda t: t.text("key")),
        ('key = "1"', lambda t: t.whole("key")),
        ("key = true", lambda t: t.number("key")),
        ("key = 1.5", lambda t: t.whole("key")),
        ("key = [1]", lambda t: t.texts("key")),
        ("key = 1", lambda t: t.table("key")),
        ("key = 1", lambda t: t.tables("key")),
        ('key = "yes"', lambda t: t.flag("key")),
    ],
)
def test_a_value_of_another_type_is_an_error_at_its_line(text, read):
    finding = refused(lambda: read(table("first = 0\n" + text + "\n")))
    assert (finding.code, finding.place) == ("config-type", ("style.toml", 2, 1))


def test_a_missing_key_is_an_error_in_its_section():
    finding = refused(lambda: table("[page]\nwidth = 1\n").table("page").text("height"))
    assert (finding.code, finding.place) == ("config-missing", ("style.toml", 1, 2))


@pytest.mark.parametrize(
    ("text", "line"), [("a = \nb = 1\n", 1), ('x = 1\ny = "open\n', 2), ("[a\n", 1), ("a", 1)]
)
def test_what_is_no_toml_is_an_error_at_its_line(text, line):
    finding = refused(lambda: table(text))
    assert (finding.code, finding.place[1]) == ("config-syntax", line)


def test_tables_of_an_array_have_places_of_their_own():
    text = '[[section]]\ntitle = "要闻"\n[[section]]\ntilte = "综合"\n'
    first, second = table(text).tables("section")
    assert first.unknown(("title",)) == ()
    assert second.unknown(("title",))[0].place == ("style.toml", 4, 1)


def test_the_nearest_word_is_proposed_else_all_are_named():
    assert nearest("retension", ("retention", "unit")) == "retention"
    assert nearest("zzz", ("b", "a")) == "a, b"


def test_a_key_in_an_inline_table_has_a_place_of_its_own():
    text = '[texts]\nbody = { face = "a = {b}", "wide" = { x = 1, y = 2 }, size = 3 } # z = 1\n'
    texts = table(text).table("texts")
    body = texts.table("body")
    assert texts.place("body").text == "body"
    assert [body.place(key).column for key in ("face", "wide", "size")] == [10, 28, 55]
    assert body.table("wide").place("y").column == 46
    assert body.place("z").text == "body"
