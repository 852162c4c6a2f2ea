"""Articles with furniture, set and read back; for the tests of every kind of it."""

import datetime as dt
import io
import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "pdf"))
from bulletins import TEMPLATE, faces, runs
from reading import glyphs

from publisher.article import Article, Asset, Assets, Bulletin, Figure, Metadata, Paragraph, Run
from publisher.prepared import prepare
from publisher.resources import bundled
from publisher.sorts import faces_needed
from publisher.style.load import load_style
from publisher.style.units import Em
from publisher.writers.pdf import write_pdf

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
MM = 72 / 25.4
TOP, PITCH, LINES = 32 * MM, 21, 32
FOOT = TOP + LINES * PITCH
LEFT, OUTER, MEASURE = 31 * MM, 26.6 * MM, 432
DROP = 0.0525  # of the size: from the middle of a line to that of the em box
SCALE = 4  # pixels a point, where rules are looked for
ABOVE = 0.88  # of the size: how far the em box reaches above a baseline
SKY = (
    "山下的云岑城每晚亮着 3 万多盏路灯，城里抬头只看得见十几颗星。山顶没有灯，眼睛却要等 20 分钟"
    "才肯睁开。老师温如许请大家把手机收进口袋，她说，这 20 分钟不是等待，是上课的一部分。"
)


def paragraph(text=SKY):
    return Paragraph(runs(text))


def calling(*labels, text="一段文字"):
    """A paragraph that calls notes, each after some words."""
    called = tuple(run for label in labels for run in (Run(text), Run("", note=label)))
    return Paragraph((*called, Run("。")))


@cache
def jpeg(width, height, shade=90):
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 120, 60)).save(stream, "JPEG")
    return stream.getvalue()


class Pictures:
    """Figures whose bytes are drawn here; `assets` holds those that were asked for."""

    def __init__(self):
        self.given = {}

    def figure(self, aspect=1.5, said="", **more):
        data = jpeg(round(900 * aspect), 900, len(self.given) + 40)
        asset = Asset.of(f"{len(self.given)}.jpg", data)
        self.given[asset.digest] = asset
        return Figure(asset.name, asset.digest, caption=runs(said) if said else (), **more)

    @property
    def assets(self):
        return Assets(self.given.values())


@cache
def news(columns=1):
    style = load_style(TEMPLATE, lambda name: bundled("templates") / name)
    if columns == 1:
        return style
    pictures = replace(style.pictures, widths=(Em(36), Em(17)))
    return replace(style, page=replace(style.page, columns=columns), pictures=pictures)


def made_ready(blocks, pictures=None, style=None, **metadata):
    """The blocks as an article, its pictures placed by the rules."""
    article = Article(Metadata("部件", **metadata), tuple(blocks))
    assets = pictures.assets if pictures else Assets()
    bulletin = Bulletin("news", (article,), assets, ())
    style = style or news()
    return prepare(bulletin, style, faces(faces_needed(style)), dpi=40).value


def printed(blocks, pictures=None, style=None, **metadata):
    """The PDF of blocks; the layout engine has nothing to say about it."""
    outcome = write_pdf(made_ready(blocks, pictures, style, **metadata), TEMPLATE, (), MADE)
    assert [finding for finding in outcome.findings if finding.code == "pdf-layout"] == []
    return outcome.value.data


def sheet(blocks, pictures=None, style=None, **metadata):
    """The glyphs of blocks between head and folio, and the pages' pictures and rules."""
    data = printed(blocks, pictures, style, **metadata)
    return Sheet(data)


class Sheet:
    """What stands in the type area of the pages of a PDF."""

    def __init__(self, data):
        self.data = data
        self.glyphs = [glyph for glyph in glyphs(data) if TOP < glyph.baseline < FOOT]

    def of(self, text, size=None):
        """The glyphs of a text, one after the other as they were drawn."""
        found = [g for g in self.glyphs if size is None or abs(g.size - size) < 0.02]
        at = "".join(g.character for g in found).find("".join(text.split()))
        if at < 0:
            raise LookupError(text)
        return found[at : at + len("".join(text.split()))]

    @property
    def images(self):
        """Pictures as (page, left, top, right, bottom), in points from the page's top left."""
        import pypdfium2 as pdfium
        import pypdfium2.raw as raw

        document = pdfium.PdfDocument(self.data)
        found = []
        for number, page in enumerate(document):
            height = page.get_height()
            for thing in page.get_objects():
                if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                    left, bottom, right, top = thing.get_bounds()
                    found.append((number, left, height - top, right, height - bottom))
        document.close()
        return found

    def rules(self, page=0, *, least=60, upright=False):
        """Rules of one page as (left, top, right, bottom) in points, from its picture.

        `least`: how long they are; `upright`: bars instead.
        """
        import pypdfium2 as pdfium
        from PIL import Image

        document = pdfium.PdfDocument(self.data)
        image = document[page].render(scale=SCALE).to_pil().convert("L")
        document.close()
        if upright:
            image = image.transpose(Image.Transpose.TRANSPOSE)
        width, height = image.size
        data = image.tobytes()
        pattern = re.compile(b"[\x00-\x70]{%d,}" % int(least * SCALE))
        found = {}  # by both ends and the last row
        for top in range(height):
            for match in pattern.finditer(data[top * width : (top + 1) * width]):
                first = found.pop((*match.span(), top - 1), top)
                found[*match.span(), top] = first
        rules = ((left, first, right, last + 1) for (left, right, last), first in found.items())
        order = (1, 0, 3, 2) if upright else (0, 1, 2, 3)
        return [tuple(rule[place] / SCALE for place in order) for rule in rules]


def lines_of(found):
    """Glyphs by page and baseline, in reading order."""
    lines = {}
    for glyph in found:
        lines.setdefault((glyph.page, round(glyph.baseline, 1)), []).append(glyph)
    return [lines[key] for key in sorted(lines)]


def em_top(size=12, pitch=PITCH):
    """Where the em box of a page's first line begins; it stands low in its line (song)."""
    return TOP + (pitch - size) / 2 + DROP * size


def on_grid(glyph, pitch=PITCH):
    """How far a body glyph's baseline is off the grid of the page."""
    first = em_top(glyph.size, pitch) + ABOVE * glyph.size
    off = (glyph.baseline - first) % pitch
    return min(off, pitch - off)
