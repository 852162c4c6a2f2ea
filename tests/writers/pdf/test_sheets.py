"""Pages with marks laid over them, and pages put before others."""

import io

import pikepdf
import pytest

from publisher.writers.pdf.sheets import preceded, stamped


def made(*drawn):
    """A PDF of pages that draw these words; they share their resources, as those we print do."""
    pdf = pikepdf.new()
    shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
    for words in drawn:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.Resources = shared
        page.contents_add(words.encode())
    pdf.Root.Metadata = pdf.make_stream(b"it says that it is PDF/A")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def shown(data):
    """What each page draws: its own words, and those of what is laid over it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Metadata" not in pdf.Root
        pages = []
        for page in pdf.pages:
            page.contents_coalesce()
            own = page.Contents.read_bytes().decode()
            forms = page.Resources.get("/XObject", {})
            over = [forms[name].read_bytes().decode() for name in forms if f"{name} Do" in own]
            pages.append(" ".join((own.strip("q\n ").split("\n")[0], *map(str.strip, over))))
        return pages


def test_each_page_gets_its_own_marks_and_what_is_left_follows():
    pages, marks = made("% one", "% two"), made("% first", "% second", "% report")
    assert shown(stamped(pages, marks)) == ["% one % first", "% two % second", "% report"]


@pytest.mark.parametrize(("place", "expected"), [(1, 1), (9, 2)])
def test_marks_may_begin_on_a_later_page(place, expected):
    pages = shown(stamped(made("% one", "% two", "% three"), made("% grid"), shown_on=place))
    assert [page.endswith("% grid") for page in pages] == [at == expected for at in range(3)]


def test_pages_stand_before_others_under_a_title():
    data = preceded(made("% text"), made("% a", "% b"), "样张")
    assert shown(data) == ["% a", "% b", "% text"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == "样张"


def test_the_same_pages_make_the_same_bytes():
    pages, marks = made("% one"), made("% first")
    assert stamped(pages, marks) == stamped(pages, marks)
