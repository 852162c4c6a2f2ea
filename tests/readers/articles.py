"""Articles of every shape, for properties that hold of all of them."""

import datetime as dt

from hypothesis import strategies as st

from publisher.article import (
    Article,
    Box,
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Metadata,
    Names,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from publisher.readers.runs import merged

SPECIAL = "\\`*_{}[]()#+-.!|~^&<>:;=\"'$%@/, \u3000"
CHINESE = "的一是不，。：；（）《》“”‘’——…·党建"
LATIN = "abcXYZ019éß"

characters = st.sampled_from(SPECIAL + CHINESE + LATIN)
snippets = st.sampled_from(
    [
        "——",
        "&amp;",
        "&#10;",
        "1. ",
        "- ",
        "# ",
        "[^1]",
        "](",
        "![",
        "{.x}",
        "```",
        ":::",
        ": ",
        "***",
    ]
)
line = st.lists(characters | snippets, max_size=7).map("".join)
lines = st.lists(line, min_size=1, max_size=3).map("\n".join)
name = st.text("abc01-_ ()#&'\"[]%图片", min_size=1, max_size=10).map(lambda stem: f"{stem}.jpg")
link = st.sampled_from(
    ["https://例子.中国/新闻?a=1&amp=2", "mailto:a@b.cn", "a b(c).html", "#x\\*"]
)
label = st.text("abc12注", min_size=1, max_size=4)


def _run(text, link, ruby, **flags):
    return Run(text, link=link, ruby=ruby, **flags)


run = st.builds(
    _run,
    text=lines.filter(bool),
    link=st.none() | link,
    ruby=st.none() | line,
    strong=st.booleans(),
    emphasis=st.booleans(),
    dots=st.booleans(),
    name=st.booleans(),
    book=st.booleans(),
)
simple_run = st.builds(Run, text=lines.filter(bool))
starred_run = st.builds(Run, text=lines.filter(bool), strong=st.booleans(), emphasis=st.booleans())
call = st.builds(lambda label: Run("", note=label), label)
runs = st.lists(simple_run | starred_run | run | call, min_size=1, max_size=4).map(merged)

figure = st.builds(
    Figure,
    name=name,
    alt=line,
    caption=st.just(()) | runs,
    credit=line,
    width=st.none() | st.integers(1, 100),
)
code = st.builds(
    Code,
    text=st.text("ab `~:\t>-#\n", max_size=20),
    language=st.sampled_from(["", "python", "c++"]),
)
names = st.builds(
    Names, items=st.lists(line, max_size=3).map(tuple), title=line, columns=st.integers(0, 4)
)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    row = st.tuples(*[st.just(()) | runs] * width)
    return Table(
        draw(row),
        tuple(draw(st.lists(row, max_size=2))),
        draw(st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * width)),
        caption=draw(st.just(()) | runs),
    )


leaf = st.one_of(
    st.builds(Paragraph, runs),
    st.builds(Heading, level=st.sampled_from([2, 3, 4, 5]), runs=st.just(()) | runs),
    figure,
    st.builds(Gallery, st.lists(figure, max_size=3).map(tuple), caption=st.just(()) | runs),
    code,
    names,
    tables(),
    st.just(Rule()),
)


def _folded(quote):
    """A pull quote as the reader gives it: a quote that is all of it is not told apart."""
    while quote.pull and len(quote.blocks) == 1:
        [only] = quote.blocks
        both = quote.attribution and getattr(only, "attribution", ())
        if not isinstance(only, Quote) or only.pull or both:
            break
        said = quote.attribution or only.attribution
        quote = Quote(only.blocks, attribution=said, pull=True)
    return quote


def _nested(inner):
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, some, attribution=st.just(()) | runs, pull=st.booleans()).map(_folded),
        st.builds(Box, some, title=line),
        st.builds(
            List,
            st.lists(some, min_size=1, max_size=3).map(tuple),
            ordered=st.booleans(),
            start=st.integers(0, 1000),
        ).map(lambda x: x if x.ordered else List(x.items)),
    )


block = st.recursive(leaf, _nested, max_leaves=4)
blocks = st.lists(block, max_size=3)
notes = st.lists(
    st.builds(Note, label, st.lists(block, min_size=1, max_size=2).map(tuple)),
    max_size=2,
    unique_by=lambda note: note.label,
)

words = st.text(st.characters(codec="utf-8"), max_size=8)
some_words = st.lists(words, max_size=3).map(tuple)


@st.composite
def metadatas(draw):
    date = draw(st.none() | st.dates(dt.date(1000, 1, 1)))
    time = draw(st.none() | st.times().map(lambda t: t.replace(microsecond=0))) if date else None
    texts = ("subtitle", "source", "url", "section", "id", "number", "note", "language")
    tuples = ("authors", "keywords", "to", "ignore")
    return Metadata(
        title=draw(words.filter(str.strip)),
        date=date,
        time=time,
        **{key: draw(words) for key in texts},
        **{key: draw(some_words) for key in tuples},
    )


articles = st.builds(
    Article,
    st.just(Metadata(title="题")),
    st.tuples(blocks, notes).map(lambda parts: (*parts[0], *parts[1])),
)
