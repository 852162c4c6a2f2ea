"""Bulletins to be written: one with every kind of block, and what it takes to make others."""

import datetime as dt
import hashlib
import io
from dataclasses import replace
from functools import cache

from PIL import Image

from publisher.article import (
    Article,
    Assets,
    Box,
    Bulletin,
    Code,
    Figure,
    Gallery,
    Heading,
    IssueMetadata,
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
from publisher.pictures import Picture
from publisher.prepared import Placed, Plate, Prepared, PreparedArticle
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.style.units import Pt
from publisher.typefaces import Faces
from publisher.writers.word import write_word

MADE = dt.datetime(2026, 10, 19, 8, 30, tzinfo=dt.UTC)


@cache
def style_of(kind, issuer="镜湖"):
    templates = bundled("templates")
    return load_style(templates / kind, lambda name: templates / name, issuer=issuer)


def news_style():
    return style_of("news")


@cache
def photograph(colour, width=600, height=400):
    bands = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", [bands.point(lambda v, c=c: (v + c) // 2) for c in colour])
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85)
    data = stream.getvalue()
    return Picture(hashlib.sha256(data).hexdigest(), data, "image/jpeg", width, height)


def text(*parts):
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def paragraph(*parts):
    return Paragraph(text(*parts))


METADATA = Metadata(
    title="镜湖光学加入湖畔科普联盟把望远镜送到社区门口",
    subtitle="42家单位首批签约，三年开放300个观测名额",
    kicker="要闻",
    date=dt.date(2026, 10, 19),
    source="镜湖光学企业文化部",
    authors=("陈书禾",),
    number="17",
    issuer="镜湖光学",
    keywords=("科普", "望远镜"),
)
TITLE = ("镜湖光学加入湖畔科普联盟", "把望远镜送到社区门口")

LEAD = Figure("lead.jpg", alt="望湖阁", caption=text("湖畔科学周主会场望湖阁。"), credit="林远")
ROW = Gallery(
    (
        Figure("a.jpg", caption=text("“深空”展厅的照片，星点皆为星系。")),
        Figure("b.jpg", alt="火箭", caption=text("发射架下的火箭。")),
        Figure("c.jpg", caption=text("眼底照片。")),
    ),
    caption=text("左起：深空、火箭、眼底。"),
)
NARROW = Figure("narrow.jpg", alt="方图", caption=text("旁注的说明。"))
PLAIN = Figure("plain.jpg", alt="没有说明的图")
GONE = Figure("gone.jpg")

NEWS = (
    "10月19日上午，第十二届湖畔科学周在澜州市望湖阁开幕，澜州湖畔科普联盟同日成立"
    "。全市42家学校、医院、企业和科研单位成为首批成员。镜湖光学作为光学仪器企业的代"
    "表加入联盟，并宣布今后三年向社区开放300个观测名额。"
)

EVERYTHING = (
    paragraph(NEWS),
    paragraph("“看星空”和 GS-150 “折射”望远镜——共3台……", Run("", note="a"), "都在。"),
    Heading(2, text("搭台：让仪器走出实验室")),
    paragraph(
        Run("加粗", strong=True),
        Run("强调", emphasis=True),
        Run("着重", dots=True),
        Run("专名", name=True),
        Run("书名", book=True),
        Run("网址", link="https://example.org/路?a=1"),
        Run("错址", link="javascript:alert(1)"),
        Run("粗的专名", strong=True, name=True),
        Run("龘", ruby="dá"),
        "第一行\n第二行",
        Run("", note="a"),
        Run("", note="b"),
    ),
    ROW,
    Heading(3, text("三级")),
    Heading(4, text("四级")),
    Heading(5, text("五级")),
    Quote((paragraph("引用的一段话。"),), text("——镜湖光学　何望舒")),
    Quote((paragraph("月亮上有坑！"),), text("——高级技师　何望舒"), pull=True),
    List(((paragraph("甲项"), paragraph("甲项续")), (List(((paragraph("子项"),),)),))),
    List(((paragraph("第三"),), (paragraph("第四"),)), ordered=True, start=3),
    NARROW,
    Names(("澜州市科学普及联合会", "澜州师范学院物理系", "澜州市天文馆", "湖东中心"), "成员单位"),
    paragraph("名单之后的一段。"),
    Names(("何望舒", "江岸", "周以宁", "苏简", "温故新"), "志愿讲解员"),
    Table(
        (text("项目"), text("数量"), text("备注")),
        ((text("望远镜"), text("3"), text("150毫米")), (text("显微镜"), text("2"), ())),
        ("left", "right", "center"),
        text("设备清单"),
    ),
    Box((paragraph("方框里的话。"), PLAIN), "怎样预约"),
    Code("print('镜湖')\nx  =  1", "python"),
    Rule(),
    GONE,
    paragraph("结尾。"),
    Note("a", (paragraph("注释甲，见《湖畔科普地图》。"),)),
    Note("b", (paragraph("注释乙。"), paragraph("第二段。"))),
    Note("c", (paragraph("没有叫到的注释。"),)),
)


def placed(figure, width, colour=(30, 90, 160), missing=False):
    picture = None if missing else photograph(colour)
    return Placed(figure, picture, Pt(width), Pt(width * 2 / 3))


def plates(measure=432, column=432):
    row = tuple(
        placed(f, w * measure / 432, c)
        for f, w, c in zip(
            ROW.figures, (130, 155, 130), ((20, 20, 60), (200, 120, 40), (180, 60, 60)), strict=True
        )
    )
    return {
        ROW: Plate((row,), ROW.caption),
        NARROW: Plate(((placed(NARROW, column * 0.65),),), NARROW.caption, beside=True),
        PLAIN: Plate(((placed(PLAIN, column * 0.46),),)),
        GONE: Plate(((placed(GONE, column, missing=True),),)),
    }


def leading(measure=432):
    """A lead picture over the measure."""
    return Plate(((placed(LEAD, measure),),), LEAD.caption, lead=True)


def prepared(blocks=EVERYTHING, *, metadata=METADATA, style=None, lead=True, places=None):
    style = style or news_style()
    measure = style.measure_pt
    step = next(s for s in style.title_steps if len(metadata.title) <= s.up_to)
    opening = leading(measure) if lead else None
    article = PreparedArticle(metadata, TITLE, step, opening, tuple(blocks))
    bulletin = Bulletin(style.kind, (Article(metadata, tuple(blocks)),), Assets(), ())
    places = places or plates(measure, style.column_pt)
    return Prepared(bulletin, style, (article,), places, Faces({}))


ISSUE = IssueMetadata(
    title="镜湖",
    number="10",
    date=dt.date(2026, 10, 25),
    issuer="镜湖光学",
    sections=(("封面故事", 1), ("专题", 2)),
    starts=("page", "page", "run"),
)


def prepared_issue(texts, *, style=None, issue=ISSUE, lead=True):
    """An issue whose articles have these titles and blocks."""
    style = style or style_of("issue")
    step = style.title_steps[0]
    said = {title: replace(METADATA, title=title, kicker="", subtitle="") for title, _ in texts}
    articles = tuple(
        PreparedArticle(said[title], (title,), step, None, tuple(blocks)) for title, blocks in texts
    )
    if lead:
        first = replace(articles[0], lead=leading(style.measure_pt))
        articles = (first, *articles[1:])
    given = tuple(Article(article.metadata, article.blocks) for article in articles)
    issue = replace(issue, starts=issue.starts[: len(articles)])
    if issue.sections:
        issue = replace(issue, sections=(("封面故事", 1), ("专题", len(articles) - 1)))
    bulletin = Bulletin(style.kind, given, Assets(), (), issue)
    return Prepared(bulletin, style, articles, plates(style.measure_pt, style.column_pt), Faces({}))


def written(*args, **kwargs):
    return write_word(prepared(*args, **kwargs), made=MADE).value


def with_text(style, role, **changes):
    return replace(style, texts={**style.texts, role: replace(style.texts[role], **changes)})
