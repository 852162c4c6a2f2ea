"""A whole issue: cover or masthead, contents, articles across and in columns."""

from publisher.ooxml.element import Element, element, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.ooxml.origin import bookmark
from publisher.prepared import PreparedArticle
from publisher.writers import front
from publisher.writers.furniture import GAP, caption, issue_lines, running_title
from publisher.writers.word.blocks import paragraph
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import head as lines_of_head
from publisher.writers.word.heads import kicker, starts
from publisher.writers.word.inline import field, line, words
from publisher.writers.word.plates import picture_paragraph
from publisher.writers.word.running import foot
from publisher.writers.word.sections import Furniture, begin_section, close_section
from publisher.writers.word.tables import empty, seam

CONTENTS = "本期目录"
FIELD = 'TOC \\o "1-1" \\h \\z \\u'


def furniture(draft: Draft, number: int) -> Furniture | None:
    """The masthead on the first page; name and month outside, the section inside; the folio."""
    heads = _heads(draft, number)
    if number:
        same = _section(draft, number) == _section(draft, number - 1)
        return None if same else Furniture(heads)
    covered = front.cover(draft.prepared) is not None
    feet = {"default": foot(draft, right=True), "even": foot(draft, right=not _mirrored(draft))}
    first = [empty("Footer")] if covered else foot(draft, right=True, first=True)
    return Furniture({"first": _masthead(draft), **heads}, {"first": first, **feet})


def _mirrored(draft: Draft) -> bool:
    return draft.sheet.style.page.mirrored


def _masthead(draft: Draft) -> list[Element]:
    """Who publishes it, number and date over a hair rule; the name."""
    style = draft.sheet.style
    by = f"{style.issuer}主办" if style.issuer else ""
    said = f"{by}\t{GAP.join(issue_lines(draft.prepared))}"
    return [
        line(draft, "MastheadMeta", "meta", said),
        line(draft, "MastheadName", "name", style.masthead.name),
    ]


def _section(draft: Draft, number: int) -> str:
    """What stands at the head of an article's pages: its section, else its title."""
    article = draft.prepared.articles[number]
    named = front.sections(draft.prepared)[number]
    return article.metadata.section or named or running_title(article)


def _heads(draft: Draft, number: int) -> dict[str, list[Element]]:
    """The running heads of an article's odd and even pages."""
    section = _section(draft, number)
    mirrored = _mirrored(draft)
    return {
        "default": [_head(draft, section, odd=True)],
        "even": [_head(draft, section, odd=not mirrored)],
    }


def _head(draft: Draft, section: str, *, odd: bool) -> Element:
    sheet, issue = draft.sheet, draft.prepared.bulletin.issue
    date = issue.date if issue else None
    name = words(draft, sheet.style.masthead.name, sheet.text("running_name"), "RunningName")
    if date:
        month = f"{GAP}{date.year}.{date.month}"
        name += words(draft, month, sheet.text("running_date"), "RunningDate")
    inner = words(draft, section, sheet.text("running"))
    left, right = (inner, name) if odd else (name, inner)
    return w("p", properties(w("pStyle", val="Header")), *left, w("r", w("tab")), *right)


def opening(draft: Draft) -> list[Element]:
    """The cover, which is a page, and the contents, where there are any."""
    cover = front.cover(draft.prepared)
    made = _cover(draft, cover) if cover else []
    contents = _contents(draft, covered=cover is not None)
    if made and not contents:
        close_section(draft, made[-1])
    if cover or contents:
        begin_section(draft, None, page=cover is not None or starts(draft, 0) == "page")
    return [*made, *contents]


def _cover(draft: Draft, cover: front.Cover) -> list[Element]:
    """The picture with its words, and the story that it belongs to with the page where it begins.

    That page is known: it follows the cover.
    """
    lead = draft.prepared.articles[0].lead
    assert lead is not None
    picture = lead.rows[0][0]
    said = caption(picture, lead)
    made = [picture_paragraph(draft, "CoverPicture", picture)]
    if said:
        made.append(paragraph(draft, "CoverCaption", "caption", said))
    by = words(draft, cover.credit, draft.sheet.text("cover_credit"), "CoverCredit")
    page = field(f"PAGEREF {_place(0)} \\h", "2", _in_style("CoverPage"))
    before, behind = (
        words(draft, said, draft.sheet.text("cover_page"), "CoverPage") for said in "第页"
    )
    return [
        *draft.marked("1_lead", made),
        _tabbed(line(draft, "CoverKicker", "kicker", kicker(draft, 0)), by),
        line(draft, "CoverTitle", "cover_title", "\n".join(cover.title)),
        _tabbed(line(draft, "CoverDeck", "cover_deck", cover.deck), [*before, *page, *behind]),
    ]


def _tabbed(made: Element, right: list[Element]) -> Element:
    """A line with something at its right end."""
    made.append(w("r", w("tab")))
    made.extend(right)
    return made


def _in_style(style: str) -> Element:
    return w("rPr", w("rStyle", val=style))


def _place(number: int) -> str:
    """The bookmark of an article's title."""
    return bookmark(f"{number + 1}_title")


def _contents(draft: Draft, *, covered: bool) -> list[Element]:
    """The contents: one field over the measure, which Word writes anew when asked to.

    LibreOffice keeps no columns round such a field. Page numbers are fields of their own, empty
    until then: a number that nobody counted is wrong.
    """
    if len(draft.prepared.articles) < 2:
        return []
    made = [
        _entry(draft, section.title, entry)
        for section in front.contents(draft.prepared, covered=covered)
        for entry in section.entries
    ]
    if not made:
        return []
    begin, instruction, separate, end = field(FIELD, "")
    for part in (separate, instruction, begin):
        made[0].insert(1, part)
    made[-1].append(end)
    part = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    block = w("sdt", w("sdtPr", part), w("sdtContent", *made))
    headline = line(draft, "TOCHeading", "contents_title", CONTENTS)
    last = seam()
    close_section(draft, last)
    return [headline, block, last]


def _entry(draft: Draft, section: str, entry: front.Entry) -> Element:
    """Page number, title; section and writer at the right."""
    sheet = draft.sheet
    place = _place(int(entry.address.rpartition("-")[2]) - 1)
    author = f"{entry.author[0]}{GAP}{entry.author[1]}" if entry.spread else entry.author
    between = GAP if section and author else ""
    linked = element(
        "w:hyperlink",
        *field(f"PAGEREF {place} \\h", "", _in_style("ContentsNumber")),
        w("r", w("tab")),
        *words(draft, entry.title, sheet.text("contents_entry")),
        w_anchor=place,
    )
    return w(
        "p",
        properties(w("pStyle", val="TOC1")),
        linked,
        w("r", w("tab")),
        *words(draft, section + between, sheet.text("contents_section"), "ContentsSection"),
        *words(draft, author, sheet.text("contents_author"), "ContentsAuthor"),
    )


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """The head across the columns, closed by a hair rule."""
    number = draft.article - 1
    apart = [empty("ArticleGap")] if number and starts(draft, number) != "page" else []
    # LibreOffice drops an empty paragraph that ends a section: the rule is not the last.
    return [*apart, *lines_of_head(draft, article), empty("HeadRule"), empty("HeadEnd")]
