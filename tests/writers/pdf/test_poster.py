"""One sheet, read back from the PDF: what stands where, how large, and in how much colour."""

import datetime as dt
import io
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import page
import pytest
from reading import glyphs, squeezed

from publisher.config import Config
from publisher.findings import PublisherError
from publisher.pipeline import Received, Way, render
from publisher.project import Project

pytestmark = [pytest.mark.pages]

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
MM = 72 / 25.4
EXAMPLE = Path(__file__).parents[3] / "examples" / "poster" / "article.md"
LEFT, RIGHT, TOP, FOOT = 20.4 * MM, (297 - 20.4) * MM, 20 * MM, (420 - 18) * MM
SENTENCE = "望湖阁前的草坪上，每晚有讲解员陪你找到月面上的第谷环形山和土星的光环。"


@dataclass(frozen=True)
class Poster:
    """A sheet as it was printed."""

    data: bytes
    pages: int
    findings: tuple

    @cached_property
    def glyphs(self):
        return glyphs(self.data)

    @cached_property
    def text(self):
        return "".join(glyph.character for glyph in self.glyphs)

    def line(self, text):
        """The glyphs of a text as they were drawn."""
        at = self.text.index(squeezed(text))
        return self.glyphs[at : at + len(squeezed(text))]

    @cached_property
    def picture(self):
        """Left, top, right and foot of the picture."""
        import pypdfium2 as pdfium

        document = pdfium.PdfDocument(self.data)
        sheet = document[0]
        [image] = [found for found in sheet.get_objects() if found.type == 3]
        left, bottom, right, top = image.get_bounds()
        height = sheet.get_height()
        document.close()
        return left, height - top, right, height - bottom

    def pixels(self, scale=1):
        import pypdfium2 as pdfium

        document = pdfium.PdfDocument(self.data)
        image = document[0].render(scale=scale).to_pil().convert("RGB")
        document.close()
        return image

    def red(self, place):
        """Left, top, right and foot of what is red in a part of the sheet, as it is drawn."""
        from PIL import ImageChops

        scale = 2
        left, top, right, foot = (round(edge * scale) for edge in place)
        part = self.pixels(scale).crop((left, top, right, foot))
        red, green, _ = part.split()
        marks = ImageChops.subtract(red, green).point(lambda value: 255 * (value > 60))
        a, b, c, d = marks.getbbox()
        return (left + a) / scale, (top + b) / scale, (left + c) / scale, (top + d) / scale


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    root = tmp_path_factory.mktemp("posters")

    def make(source=EXAMPLE, kind="poster", *, grey=False):
        if isinstance(source, str):
            folder = tmp_path_factory.mktemp("source")
            for name, aspect in (("broad", 1.5), ("tall", 0.6), ("low", 4)):
                (folder / f"{name}.jpg").write_bytes(picture(aspect))
            (folder / "article.md").write_text(source, encoding="utf-8")
            source = folder / "article.md"
        project = Project(root, Config(), found=False)
        way = Way(project, MADE, root / "cache", kind=kind, to=("pdf",), grey=grey)
        outcome = render(Received(source), way)
        found = tuple(f for f in outcome.findings if f.code.startswith("poster"))
        return Poster(outcome.value.files["pdf"], outcome.value.pages, found)

    return make


def picture(aspect):
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((round(1400 * aspect**0.5), 1200)).resize(
        (1500, round(1500 / aspect))
    ).save(out, "JPEG")
    return out.getvalue()


def article(title, *blocks, **front):
    said = {"title": f'"{title}"', "date": "2026-10-19", "source": "湖畔画材", **front}
    head = "".join(f"{key}: {value}\n" for key, value in said.items())
    return f"---\n{head}---\n\n" + "\n\n".join(blocks) + "\n"


def figure(name="broad"):
    return f'![图]({name}.jpg "说明文字。"){{credit="某某"}}'


def box(title, text):
    return f'::: box title="{title}"\n{text}\n:::'


@pytest.fixture(scope="module")
def event(printed):
    return printed()


@pytest.fixture(scope="module")
def news(printed):
    return printed(
        article(
            "镜湖光学加入湖畔科普联盟|把望远镜送到社区门口",
            figure(),
            SENTENCE,
            *(box(title, "首批成员单位") for title in ("42 家", "300个", "24,000人次")),
            number="17",
            kicker="要闻",
            note="张贴至11月15日",
        )
    )


def test_a_poster_is_one_sheet_of_a3_and_keeps_pdf_a(event, tmp_path):
    assert event.pages == 1
    assert event.findings == ()
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(event.data)
    assert document[0].get_size() == pytest.approx((297 * MM, 420 * MM), abs=0.1)
    document.close()
    (tmp_path / "poster.pdf").write_bytes(event.data)
    assert page.validate_pdf(str(tmp_path / "poster.pdf"), profile="3a").is_compliant


def test_nothing_is_smaller_than_twelve_points(event, news):
    for sheet in (event, news):
        assert min(glyph.size for glyph in sheet.glyphs) >= 12


@pytest.mark.rule(25)
def test_an_upright_title_is_as_high_as_the_picture(event):
    left, top, right, foot = event.picture
    title = event.line("抬头看天")
    drawn = event.red((right, top - 20, RIGHT + 40, foot + 20))
    assert (drawn[1], drawn[3]) == pytest.approx((top, foot), abs=MM)
    assert drawn[2] == pytest.approx(RIGHT, abs=1)
    assert len({round(glyph.left, 1) for glyph in title}) == 1
    steps = [below.baseline - above.baseline for above, below in pairwise(title)]
    assert max(steps) - min(steps) < 0.1
    assert left == pytest.approx(LEFT, abs=0.1)
    assert title[0].left - right > title[0].size * 0.2


@pytest.mark.rule(25)
def test_marks_in_an_upright_title_have_their_vertical_form(printed):
    title = printed(article("看！星", figure(), SENTENCE)).line("看！星")
    lying = printed(article("看！星", SENTENCE)).line("看！星")
    assert len({round(glyph.baseline) for glyph in lying}) == 1
    for found, upright in ((title, True), (lying, False)):
        mark = found[1]
        middle = (mark.ink[0] + mark.ink[2]) / 2 - mark.left
        # GB/T 15834-2011 5.2.2: under its character, more to the right; else at the left
        assert (middle > 0.6 * mark.size) is upright


def test_a_line_that_nearly_fills_the_measure_is_spaced_to_both_edges(event, news):
    for sheet, text in ((event, "青禾社区第五届熄灯观星夜"), (news, "镜湖光学加入湖畔科普联盟")):
        line = sheet.line(text)
        size = line[0].size
        assert line[0].left == pytest.approx(LEFT, abs=0.3)
        assert line[-1].left + size == pytest.approx(RIGHT, abs=0.02 * size)
        apart = [(b.left - a.left) / size - 1 for a, b in pairwise(line)]
        assert 0 < min(apart) <= max(apart) <= 0.08


def test_both_lines_of_a_title_are_spaced_alike(news):
    one, other = news.line("镜湖光学加入"), news.line("把望远镜送到")
    assert one[1].left - one[0].left == pytest.approx(other[1].left - other[0].left, abs=0.05)


def test_a_broad_picture_stands_from_edge_to_edge(news):
    left, _, right, _ = news.picture
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.3)


def test_facts_stand_under_their_labels_in_three_columns(event):
    labels = [event.line(label)[0] for label in ("时间", "地点", "内容")]
    texts = [event.line(text)[0] for text in ("11月14日、15日", "晴天", "六架望远镜")]
    assert len({round(label.baseline) for label in labels}) == 1
    for label, text in zip(labels, texts, strict=True):
        assert label.left == pytest.approx(text.left, abs=0.5)
        assert text.baseline > label.baseline


def test_figures_stand_with_their_units_over_what_they_count(news):
    number, unit = news.line("24,000")[0], news.line("人次")[0]
    assert number.size == 64
    assert unit.size == 20
    assert unit.baseline == pytest.approx(number.baseline, abs=0.1)


def test_the_foot_names_organisers_at_the_left_and_the_day_at_the_right(event, news):
    assert event.line("承办：临澜市图书馆")[0].left == pytest.approx(LEFT, abs=0.3)
    for sheet, day in ((event, "2026年10月印制"), (news, "张贴至11月15日")):
        assert sheet.line(day)[-1].right == pytest.approx(RIGHT, abs=0.5)
        assert max(glyph.baseline for glyph in sheet.glyphs) < FOOT
    assert event.text.startswith("临澜市青禾社区居民委员会主办")


def test_red_is_at_most_a_thirtieth_of_the_sheet(event, news):
    for sheet in (event, news):
        image = sheet.pixels()
        left, top, right, foot = map(round, sheet.picture)
        image.paste((255, 255, 255), (left - 1, top - 1, right + 1, foot + 1))
        red = sum(count for count, (r, g, _) in image.getcolors(1 << 24) if r > g + 60)
        assert 0.002 < red / (image.width * image.height) <= 0.03


def test_the_grey_edition_has_no_colour(printed):
    image = printed(grey=True).pixels()
    assert all(max(colour) - min(colour) <= 6 for _, colour in image.getcolors(1 << 24))


def test_a_poster_of_a4_is_the_same_at_seven_tenths(event, printed):
    small = printed(kind="poster-a4")
    assert small.pages == 1
    assert small.text == event.text
    for one, other in zip(small.glyphs, event.glyphs, strict=True):
        assert one.size == pytest.approx(other.size * 0.707, rel=0.02)
        assert (one.left, one.baseline) == pytest.approx(
            (other.left * 0.707, other.baseline * 0.707), abs=4
        )


def test_what_is_not_on_the_sheet_is_told(printed):
    more = "第二段说的是另一件事，海报上排不下。"
    sheet = printed(article("湖畔看星", figure(), *[SENTENCE, more] * 4, figure("tall")))
    [finding] = sheet.findings
    assert finding.code == "poster-excerpt"
    assert finding.severity == "warning"
    assert finding.arguments == {"characters": 3 * len(SENTENCE) + 4 * len(more), "pictures": 1}
    assert SENTENCE in sheet.text
    assert more not in sheet.text


def test_a_long_paragraph_ends_with_a_sentence(printed):
    sheet = printed(article("湖畔看星", figure(), SENTENCE * 9))
    assert sheet.text.count(SENTENCE) in (2, 3, 4)
    assert sheet.text.count("望湖阁前") == sheet.text.count(SENTENCE)


def test_a_notice_without_a_picture_has_room_for_several_paragraphs(printed):
    texts = [f"第{n}段：{SENTENCE}" for n in "一二三四"]
    sheet = printed(article("停水通知", *texts, box("时间", "10月19日"), note="电话：0000-2468135"))
    assert sheet.findings == ()
    first, second = sheet.line(texts[0]), sheet.line(texts[1])
    assert first[0].left == pytest.approx(LEFT + 2 * first[0].size, abs=0.3)
    assert second[0].baseline - first[-1].baseline == pytest.approx(36, abs=0.1)
    assert sheet.line("0000-2468135")[0].baseline == sheet.line("2026年10月19日")[0].baseline


def test_what_must_be_there_and_does_not_fit_is_an_error(printed):
    with pytest.raises(PublisherError) as raised:
        printed(article("湖畔看星", figure(), *(box(t, SENTENCE * 7) for t in "甲乙丙")))
    [finding] = [f for f in raised.value.findings if f.severity == "error"]
    assert finding.code == "poster-full"
    assert finding.arguments["part"] in "甲乙丙"
    assert finding.arguments["short"] > 0


@pytest.mark.parametrize(
    "source",
    [
        article(
            "看星", figure("tall"), SENTENCE, subtitle="第十二届湖畔科学周活动预告与志愿者招募"
        ),
        article("看见星星！吗", figure("low"), SENTENCE),
        article("停水通知"),
        article("湖畔", "没有标点的一段文字" * 60),
        article("很长的标题" * 14, figure(), SENTENCE, subtitle=SENTENCE * 2),
        article(
            "湖畔看星",
            figure(),
            *(box(t, "一行字") for t in "甲乙丙丁"),
            *(box(f"{n}00,000,000人次", "一行字") for n in (1, 2, 3)),
            abstract=SENTENCE,
        ),
        article(
            "GS-150",
            figure(),
            "> 引文。\n> \n> —— 某某",
            "- 一\n- 二",
            "**重**[^1]。",
            "[^1]: 注。",
        ),
    ],
    ids=["two", "low", "bare", "unstopped", "long", "many", "furniture"],
)
def test_whatever_it_is_given_a_poster_is_one_sheet_on_which_nothing_meets(printed, source):
    sheet = printed(source)
    assert sheet.pages == 1
    for glyph in sheet.glyphs:
        assert glyph.size >= 12
        assert glyph.left > LEFT - glyph.size * 0.55
        assert glyph.ink[2] < RIGHT + 1
        assert TOP < glyph.ink[3] < FOOT
    lines = sorted({(round(g.baseline, 1), g.size) for g in sheet.glyphs if g.size < 60})
    for (one, _), (other, size) in pairwise(lines):
        assert other - one < 1 or other - one > 0.75 * size, (one, other)
