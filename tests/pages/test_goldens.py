"""The pages of the examples stand as they stood when someone last looked at them.

`make goldens` renews them. A golden names the faces and the Pango that made it; with others lines
may break elsewhere, so that there the comparison is skipped.
"""

import io
import tempfile
from itertools import groupby
from pathlib import Path

import pytest

from publisher.resources import bundled
from publisher.sorts import faces_needed
from publisher.style.load import load_style
from publisher.typefaces import find_faces
from publisher.writers.pdf.libraries import weasyprint
from tests.conftest import ROOT, run_publisher
from tests.writers.pdf.reading import glyphs

pytestmark = [pytest.mark.pages, pytest.mark.slow]

HERE = Path(__file__).parent
# By the folder of its goldens: the example and the kind in which it is printed.
EXAMPLES = {
    "article": ("article", "news"),
    "hupan": ("hupan/article.txt", "news"),
    "furniture": ("furniture", "news"),
    "gongwen": ("gongwen/article.md", "gongwen"),
    "jianbao": ("jianbao", "jianbao"),
    "issue": ("issue", "issue"),
    "poster": ("poster/article.md", "poster"),
}
DPI, GREYS, SOFT, MOST = 60, 16, 0.9, 36_000
A4 = 842  # pt; a higher sheet is drawn as high as one of A4
UNLIKE = 40  # of 255: a grey that differs by less is the same to the eye
SPECKS = 0.0005  # the share of points that may differ


def machine(name):
    """What decides where a line stands: the faces, and Pango."""
    pango = weasyprint().text.ffi.pango
    kinds = bundled("templates")
    style = load_style(kinds / EXAMPLES[name][1], kinds.joinpath)
    faces = find_faces(faces_needed(style), fonts=[bundled("fonts")]).value.by_role
    named = [
        f"# {role} {weight}: {face.family} {face.version} {face.sha256[:12]}".rstrip()
        for (role, weight), face in sorted(faces.items())
    ]
    return [f"# Pango {pango.pango_version()}", *named]


def lines(data):
    """Each printed line: page, left edge, baseline, face, size, text."""
    found = sorted(glyphs(data), key=lambda g: (g.page, round(g.baseline, 1), g.left))
    for (page, baseline), line in groupby(found, lambda g: (g.page, round(g.baseline, 1))):
        for (face, size), same in groupby(line, lambda g: (g.face, g.size)):
            stretch = list(same)
            text = "".join(g.character for g in stretch)
            yield f"{page + 1} {stretch[0].left:.1f} {baseline:.1f} {face} {size:g} {text}"


def pictures(data):
    """Each page as a PNG in a few greys, photographs a little soft so that they stay small."""
    import pypdfium2 as pdfium
    from PIL import Image, ImageFilter

    step = 255 // (GREYS - 1)
    document = pdfium.PdfDocument(data)
    for page in document:
        scale = DPI / 72 * min(1, A4 / page.get_height())
        shown = page.render(scale=scale).to_pil().convert("L")
        soft = shown.filter(ImageFilter.GaussianBlur(SOFT))
        few = Image.frombytes(
            "P", soft.size, soft.point(lambda v: (v + step // 2) // step).tobytes()
        )
        few.putpalette([grey for level in range(GREYS) for grey in [level * step] * 3])
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True, bits=4)
        yield out.getvalue()
        page.close()
    document.close()


def unlike(one, other):
    """The points at which two pages differ, black on white, and their share."""
    from PIL import Image, ImageChops

    first, second = (Image.open(io.BytesIO(data)).convert("L") for data in (one, other))
    if first.size != second.size:
        return None, 1.0
    apart = ImageChops.difference(first, second).point(lambda grey: 0 if grey > UNLIKE else 255)
    return apart, apart.histogram()[0] / (apart.width * apart.height)


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request, tmp_path_factory):
    """The name of an example, and its PDF by the installed command."""
    folder = tmp_path_factory.mktemp(request.param)
    example, kind = EXAMPLES[request.param]
    source = str(ROOT / "examples" / example)
    ran = run_publisher("render", source, "-t", kind, "--to", "pdf", "-o", str(folder), cwd=folder)
    assert ran.exit == 0, ran.err
    return request.param, next(folder.glob("*.pdf")).read_bytes()


@pytest.fixture
def golden(example, request):
    """The example's folder of goldens, its pages as they are now; skips where it cannot tell."""
    name, data = example
    folder = HERE / name
    said = machine(name)
    if request.config.getoption("renew_goldens"):
        folder.mkdir(exist_ok=True)
        written = "\n".join([*said, *lines(data)]) + "\n"
        (folder / "lines.txt").write_text(written, encoding="utf-8")
        for old in folder.glob("page-*.png"):
            old.unlink()
        for number, picture in enumerate(pictures(data), 1):
            (folder / f"page-{number}.png").write_bytes(picture)
    written = (folder / "lines.txt").read_text(encoding="utf-8").splitlines()
    head = [line for line in written if line.startswith("# ")]
    if other := sorted(set(said) ^ set(head)):
        pytest.skip(f"the goldens were made with another Pango or other faces: {'; '.join(other)}")
    return folder, data


def kept(name, **files):
    """A folder outside the tree that keeps what a failure was about."""
    folder = Path(tempfile.mkdtemp(prefix=f"goldens-{name}-"))
    for file, data in files.items():
        (folder / file.replace("__", ".")).write_bytes(data)
    return folder


def test_each_line_stands_where_it_stood(golden):
    folder, data = golden
    expected = (folder / "lines.txt").read_text(encoding="utf-8").splitlines()
    actual = [*machine(folder.name), *lines(data)]
    if actual != expected:
        import difflib

        said = {
            "expected__txt": "\n".join(expected),
            "actual__txt": "\n".join(actual),
            "difference__txt": "\n".join(difflib.unified_diff(expected, actual, lineterm="", n=0)),
        }
        place = kept(folder.name, **{name: text.encode() for name, text in said.items()})
        pytest.fail(f"lines moved: {place}; if they should have, run make goldens")


def test_each_page_looks_as_it_looked(golden):
    folder, data = golden
    expected = [path.read_bytes() for path in sorted(folder.glob("page-*.png"))]
    actual = list(pictures(data))
    assert len(actual) == len(expected)
    for number, (before, now) in enumerate(zip(expected, actual, strict=True), 1):
        apart, share = unlike(before, now)
        if share > SPECKS:
            place = kept(f"{folder.name}-{number}", expected__png=before, actual__png=now)
            if apart is not None:
                apart.save(place / "difference.png")
            pytest.fail(f"page {number} looks different: {place}; if it should, run make goldens")


def test_the_goldens_are_small():
    assert all(path.stat().st_size <= MOST for path in HERE.glob("*/page-*.png"))
    assert list(HERE.glob("*/page-*.png"))


def test_a_page_that_changed_is_told_from_one_that_did_not():
    before = HERE / "article" / "page-1.png"
    same, other = before.read_bytes(), (before.parent / "page-2.png").read_bytes()
    assert unlike(same, same)[1] == 0
    assert unlike(same, other)[1] > SPECKS
