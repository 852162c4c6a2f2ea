"""Saved web pages: the main text, its title, source and date, its pictures; nothing else."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.article import (
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    plain,
    walk,
)
from publisher.findings import InputError
from publisher.readers import read, read_text

FIRST = "四月二十日，湖畔科普联盟在望湖阁成立，首批成员四十二家，把望远镜送到社区门口。"
SECOND = "联盟成员向居民开放三百个观测名额，凭身份证即可预约；阴雨天改看移动天幕，全程免费。"
MENU = "".join(f'<li><a href="/{n}">栏目{n}的新闻</a></li>' for n in range(12))
RELATED = "".join(
    f'<li><a href="/{n}">另一条新闻的标题，说的是别的事情{n}</a></li>' for n in range(6)
)
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<div class="top"><ul>{menu}</ul></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/a">要闻</a> &gt; 正文</div>
{body}
<div class="related"><h3>相关阅读</h3><ul>{related}</ul></div>
<footer>版权所有 镜湖</footer><script>var text = "这不是正文，这是脚本。";</script>
</body></html>"""
H1, H2 = (f"<h{n}>湖畔科普联盟成立</h{n}>" for n in (1, 2))
BOTH = f"<p>{FIRST}</p><p>{SECOND}</p>"
PLAIN = f"{H1}<p>来源：镜湖　2026-04-20　林小满</p><div id='c'>{BOTH}</div>"


def page(body, title="湖畔科普联盟成立_镜湖新闻网", head=""):
    return PAGE.format(body=body, title=title, head=head, menu=MENU, related=RELATED)


def reading(body, **options):
    return read_text("a.html", page(body, **options).encode(), allow_missing=True)


def article(body, **options):
    return reading(body, **options).value.article


def paragraphs(body):
    return [plain(b.runs) for b in article(body).blocks if isinstance(b, Paragraph)]


def test_the_text_is_told_from_menus_and_links():
    found = article(PLAIN)
    assert [plain(block.runs) for block in found.blocks] == [FIRST, SECOND]


def test_title_section_source_date_and_author_are_found():
    metadata = article(PLAIN).metadata
    assert metadata.title == "湖畔科普联盟成立"
    assert (metadata.section, metadata.source, metadata.date, metadata.authors) == (
        "要闻",
        "镜湖",
        dt.date(2026, 4, 20),
        ("林小满",),
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><table><tr><td>{H1}{BOTH}</td></tr></table></td></tr></table>",
        f"{H2}<div class='TRS'>{FIRST}<br><br>{SECOND}<br></div>",
        f"<article><header>{H1}</header><section><p>{FIRST}</p></section><section><p>{SECOND}</p></section></article>",
        f"{H1}<div><span><p><span>{FIRST}</span></p><p><span>{SECOND}</span></p></span></div>",
        f"{H1}<div><div><p>{FIRST}</p></div><div><p>{SECOND}</p></div></div>",
        f"<div>{H1}<p>{FIRST}</p><p hidden>看不见，隐藏的。</p><p>{SECOND}</p></div>",
    ],
    ids=["layout tables", "line breaks", "sections", "spans", "nested", "hidden"],
)
def test_pages_of_many_builds_give_the_same_text(body):
    found = article(body)
    assert [plain(b.runs) for b in found.blocks if isinstance(b, Paragraph)] == [FIRST, SECOND]
    assert found.metadata.title == "湖畔科普联盟成立"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("湖畔科普联盟成立-要闻-镜湖网", f"<div>{BOTH}</div>"),
        ("", f"{H1}<div>{BOTH}</div>"),
        ("湖畔科普联盟成立 | 镜湖", f"<h1>镜湖网</h1>{H2}<div><p>{FIRST}</p></div>"),
    ],
)  # fmt: skip
def test_the_title_is_the_heading_that_the_page_is_called_by(title, body):
    assert article(body, title=title).metadata.title == "湖畔科普联盟成立"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-04-20T09:30:00+08:00">',
        '<meta name="pubdate" content="2026-04-20 09:30">',
        (
            '<script type="application/ld+json">{"datePublished": "2026-04-20", "author": '
            '{"name": "林小满"}, "publisher": {"name": "镜湖"}}</script>'
        ),
    ],
)
def test_the_page_s_own_metadata_say_what_no_line_says(head):
    body = f"{H1}<div>{BOTH}</div>"
    metadata = article(body, head=head).metadata
    assert metadata.date == dt.date(2026, 4, 20)
    if "author" in head:
        assert (metadata.authors, metadata.source) == (("林小满",), "镜湖")


def test_structure_inside_the_text_is_kept():
    body = (
        f"<div>{H1}<p>{FIRST}</p><h3>一台慢机器</h3><p><b>温故新</b>说："
        f'<a href="https://example.org/a">网址</a>。</p><blockquote><p>{SECOND}</p></blockquote>'
        "<ul><li>望远镜三台，今年新到</li><li>显微镜两台</li></ul>"
        "<table><tr><th>项目</th><th>名额</th></tr><tr><td>观测</td><td>300</td></tr></table>"
        f"<p>{SECOND}</p></div>"
    )
    blocks = article(body).blocks
    kinds = [type(block) for block in blocks]
    assert kinds == [Paragraph, Heading, Paragraph, Quote, List, Table, Paragraph]
    assert (blocks[1].level, plain(blocks[1].runs)) == (2, "一台慢机器")
    assert [(run.text, run.strong, run.link) for run in blocks[2].runs] == [
        ("温故新", True, None),
        ("说：", False, None),
        ("网址", False, "https://example.org/a"),
        ("。", False, None),
    ]
    assert [[plain(c) for c in row] for row in blocks[5].rows] == [["观测", "300"]]


def test_pictures_are_found_lazy_ones_too_and_icons_are_left():
    body = (
        f"<div>{H1}<p>{FIRST}</p>"
        '<p><img src="grey.gif" data-src="a_files/1.jpg" alt="开幕"></p>'
        "<p>▲开幕当天的草坪。叶青 摄</p>"
        '<figure><img src="a_files/2.jpg"><figcaption>流动展车</figcaption></figure>'
        '<p><img src="share.png" width="16" height="16"></p><img src="data:image/gif;base64,R0">'
        f"<p>{SECOND}</p></div>"
    )
    figures = [block for block in article(body).blocks if isinstance(block, Figure)]
    assert [(f.name, f.alt, plain(f.caption), f.credit) for f in figures] == [
        ("a_files/1.jpg", "开幕", "开幕当天的草坪。", "叶青 摄"),
        ("a_files/2.jpg", "", "流动展车", ""),
    ]


def test_pictures_of_a_saved_page_are_read_from_its_folder(tmp_path):
    from PIL import Image

    (tmp_path / "a_files").mkdir()
    Image.new("RGB", (40, 30), "#335577").save(tmp_path / "a_files" / "1.jpg")
    text = f'{H1}<div><p>{FIRST}</p><img src="./a_files/1.jpg"><p>{SECOND}</p></div>'
    (tmp_path / "a.html").write_text(page(text), encoding="utf-8")
    outcome = read(tmp_path / "a.html")
    [figure] = [b for b in outcome.value.article.blocks if isinstance(b, Figure)]
    assert figure.picture in outcome.value.assets


def test_a_picture_that_is_elsewhere_is_named_and_not_fetched():
    outcome = reading(
        f'{H1}<div><p>{FIRST}</p><img src="https://example.org/1.jpg"><p>{SECOND}</p></div>'
    )
    assert Counter(f.code for f in outcome.findings)["picture-remote"] == 1
    assert not any(isinstance(block, Figure) for block in outcome.value.article.blocks)


def test_no_words_of_a_page_become_markup():
    found = article(f"<div><p>{FIRST}</p><p>写作&lt;b&gt;粗&lt;/b&gt;，{SECOND}</p></div>")
    assert "<b>粗</b>" in plain(found.blocks[1].runs)


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html><html></html>", "<html><body><div id='app'></div></body></html>", page("")],
    ids=["empty", "shell", "links alone"],
)
def test_a_page_without_text_is_said_to_have_none(text):
    with pytest.raises(InputError, match="html-no-body"):
        read_text("a.html", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 300 + FIRST + "</body></html>",
        "<html><body><p " + "a=1 " * 20_000 + ">" + FIRST + "</p></body></html>",
    ],
    ids=["depth", "attributes"],
)
def test_a_page_that_no_browser_saved_is_refused(text):
    with pytest.raises(InputError):
        read_text("a.html", text.encode())


def test_the_declared_encoding_of_an_old_page_is_read():
    text = page(PLAIN).replace('charset="utf-8"', 'charset="gb2312"')
    found = read_text("a.html", text.encode("gb18030")).value.article
    assert plain(found.blocks[0].runs) == FIRST


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<table>", "<tr>", "<td>", "<ul>",
     "<li>", "<img src=1.jpg>", "<h2>", "</h2>", "<blockquote>", "<figure>", "<a href=x>", "</a>",
     "<pre>", FIRST, SECOND, "字", " ", "\n"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=30))
def test_any_page_is_read_or_refused(parts):
    text = "<!DOCTYPE html><html><body>" + "".join(parts) + "</body></html>"
    try:
        found = read_text("a.html", text.encode(), allow_missing=True).value.article
    except InputError:
        return
    assert all(block is not None for block in walk(found.blocks))
