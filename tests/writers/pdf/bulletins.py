"""A bulletin made by hand, with pictures drawn here and the faces of the machine."""

import io
from dataclasses import replace
from functools import cache
from hashlib import sha256

from publisher.article import Article, Assets, Bulletin, Metadata, Run
from publisher.pictures import Picture
from publisher.prepared import Placed, Prepared, PreparedArticle
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.style.units import Pt
from publisher.typefaces import find_faces

TEMPLATE = bundled("templates") / "news"


def runs(text):
    return (Run(text),)


@cache
def picture(width, height, colour="#6A8CA8"):
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 2 // 3, width, height), fill="#3E5C45")
    draw.ellipse((width // 3, height // 4, width * 2 // 3, height * 3 // 4), fill="#C9B37E")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    data = out.getvalue()
    return Picture(sha256(data).hexdigest(), data, "image/jpeg", width, height)


def placed(width_pt, aspect, figure, colour="#6A8CA8"):
    shown = picture(900, round(900 / aspect), colour)
    return Placed(replace(figure, picture=shown.digest), shown, Pt(width_pt), Pt(width_pt / aspect))


def row(figures, aspects, style):
    gap, measure = style.pictures.gap, style.measure_pt
    height = (measure - gap * (len(figures) - 1)) / sum(aspects)
    return tuple(
        placed(height * aspect, aspect, figure)
        for figure, aspect in zip(figures, aspects, strict=True)
    )


@cache
def faces(needs):
    return find_faces(needs, fonts=[bundled("fonts")]).value


def prepare(
    blocks, *, title=("湖畔科普联盟",), plates=None, lead=None, style=None, grey=False, **metadata
):
    style = style or load_style(TEMPLATE, lambda name: bundled("templates") / name)
    said = Metadata("".join(title), **metadata)
    length = len("".join(title))
    step = next(step for step in style.title_steps if length <= step.up_to)
    article = PreparedArticle(said, tuple(title), step, lead, tuple(blocks))
    bulletin = Bulletin("news", (Article(said, tuple(blocks)),), Assets(), ())
    needs = frozenset((text.face, text.weight) for text in style.texts.values())
    return Prepared(bulletin, style, (article,), plates or {}, faces(needs), grey)
