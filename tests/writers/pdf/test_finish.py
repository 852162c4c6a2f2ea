"""The PDF that is kept: valid, described, the same every time, and what it carries."""

import datetime as dt
import io
import subprocess
import sys
import zlib
from itertools import count

import page
import pikepdf
import pytest
from bulletins import TEMPLATE, placed, prepare, runs

from publisher.article import Box, Code, Figure, Heading, List, Note, Paragraph, Quote, Run, Table
from publisher.findings import UnavailableError
from publisher.prepared import Placed, Plate
from publisher.style.units import Pt
from publisher.writers.pdf import Attachment, libraries, write_pdf
from publisher.writers.pdf.finish import finish

pytestmark = [pytest.mark.pages]

MADE = dt.datetime(2021, 4, 22, 1, 30, tzinfo=dt.UTC)
RECORD = "kanyin:KY-2021-0001"
RECORD = "kanyin:20210422-hu-pan"
CARRIED = (
    Attachment("bulletin.json", b"{}", "application/json", "Data", "元数据"),
    Attachment("文稿.md", "# 题".encode(), "text/markdown", "Source", "文稿"),
)


def bulletin():
    figure = Figure("a.jpg", caption=runs("说明 <b>不是标记</b>"), alt="一张图")
    missing = Figure("b.jpg")
    plates = {
        figure: Plate(((placed(282, 1.5, figure),),)),
        missing: Plate(((Placed(missing, None, Pt(132), Pt(88)),),)),
    }
    text = (
        Run("正文"),
        Run("", note="1"),
        Run("<script>", strong=True),
        Run("链接", link="https://example.org/"),
    )
    blocks = (
        Paragraph(text),
        Heading(2, runs("小标题")),
        Paragraph(runs("一段 GS-150 的文字。")),
        figure,
        missing,
        List(((Paragraph(runs("一")),), (Paragraph(runs("二")),))),
        Table((runs("甲"), runs("乙")), ((runs("1"), ()),), ("left", "right"), runs("表")),
        Quote((Paragraph(runs("引文，“好”。")),), runs("——某人"), pull=True),
        Box((Paragraph(runs("框内")),), "框"),
        Code("<html>"),
        Note("1", (Paragraph(runs("注。")),)),
    )
    return prepare(
        blocks,
        plates=plates,
        title=("湖畔联盟", "成立"),
        subtitle="副题",
        keywords=("科普", "联盟"),
        authors=("某甲", "某乙"),
        rights="可转载",
        id=f"<dc:identifier>{RECORD}</dc:identifier>",
        date=dt.date(2021, 4, 22),
    )


@pytest.fixture(scope="module")
def made():
    outcome = write_pdf(bulletin(), TEMPLATE, CARRIED, MADE, identifier=RECORD)
    assert outcome.findings == ()
    return outcome.value


@pytest.fixture
def opened(made):
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        yield pdf


def test_it_is_valid_pdf_a_3a(made, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(made.data)
    report = page.validate_pdf(str(path), profile="3a")
    assert [failure.message for failure in report.failures] == []


def test_no_stream_ends_in_what_may_be_the_end_of_its_line(tmp_path):
    """Such a stream is one byte longer for one reader than for another: it is not valid."""
    content = next(
        data for length in count() if zlib.compress(data := b"q Q" + b" " * length).endswith(b"\r")
    )
    with pikepdf.new() as drawn:
        drawn.add_blank_page()
        drawn.pages[0].Contents = drawn.make_stream(b"")
        drawn.pages[0].Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        drawn.save(out)
    assert b"\r\nendstream" in out.getvalue()
    finished = finish(out.getvalue(), bulletin().bulletin, (), MADE)
    assert b"\r\nendstream" not in finished
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        assert pdf.pages[0].Contents.read_bytes().rstrip() == b"q Q"


def test_a_second_run_gives_the_same_bytes(made):
    assert write_pdf(bulletin(), TEMPLATE, CARRIED, MADE, identifier=RECORD).value.data == made.data


def test_without_attachments_it_is_valid_and_carries_nothing(tmp_path):
    data = write_pdf(bulletin(), TEMPLATE, (), MADE).value.data
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert page.validate_pdf(str(path), profile="3a").is_compliant
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.attachments) == 0


def test_it_carries_each_file_with_its_relation_type_and_date(opened):
    found = {str(spec.UF): spec for spec in opened.Root.AF}
    for attachment in CARRIED:
        spec = found[attachment.name]
        stream = spec.EF.F
        assert stream.read_bytes() == attachment.data
        assert str(spec.AFRelationship) == f"/{attachment.relationship}"
        assert str(stream.Subtype) == f"/{attachment.mime}"
        assert str(spec.Desc) == attachment.description
        assert str(stream.Params.ModDate) == "D:20210422013000Z"


def test_it_says_what_it_is_in_both_places(opened):
    info, packet = opened.trailer.Info, opened.Root.Metadata
    assert "/Filter" not in packet
    text = packet.read_bytes().decode()
    said = {
        "/Title": "湖畔联盟成立",
        "/Author": "某甲、某乙",
        "/Subject": "副题",
        "/Keywords": "科普, 联盟",
    }
    assert {key: str(info[key]) for key in said} == said
    for word in (
        "湖畔联盟成立",
        "<rdf:li>某甲</rdf:li>",
        "副题",
        f"<dc:identifier>{RECORD}</dc:identifier>",
        "可转载",
        "2021-04-22",
    ):
        assert word in text
    assert str(info.CreationDate) == "D:20210422013000Z"
    assert "2021-04-22T01:30:00Z" in text
    assert str(opened.Root.Lang) == "zh-CN"
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_its_outline_is_its_headings_with_the_title_first(opened):
    with opened.open_outline() as outline:
        [title] = outline.root
        assert title.title == "湖畔联盟成立"
        assert [item.title for item in title.children] == ["小标题"]


def test_nothing_of_the_input_is_markup(opened):
    import pypdf

    raw = io.BytesIO()
    opened.save(raw)
    text = "".join(p.extract_text() for p in pypdf.PdfReader(raw).pages)
    for piece in ("<script>", "<b>不是标记</b>", "<html>"):
        assert piece in text


def test_no_picture_name_is_printed(opened):
    import pypdf

    raw = io.BytesIO()
    opened.save(raw)
    text = "".join(p.extract_text() for p in pypdf.PdfReader(raw).pages)
    assert "a.jpg" not in text
    assert "b.jpg" not in text
    assert "图片暂缺" in text


def test_complaints_of_the_layout_engine_are_findings(tmp_path):
    (tmp_path / "print.css").write_text("p { colour: red }")
    outcome = write_pdf(bulletin(), tmp_path, (), MADE, inherited=(TEMPLATE,))
    assert {finding.code for finding in outcome.findings} == {"pdf-layout"}
    said = " ".join(finding.message("en") for finding in outcome.findings)
    assert "colour" in said


def test_a_missing_library_is_said_with_its_package(tmp_path):
    script = (
        "import sys\n"
        "import cffi.api\n"
        "real = cffi.api.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        "    if name and 'subset' in name: raise OSError(name)\n"
        "    return real(self, name, flags)\n"
        "cffi.api.FFI.dlopen = dlopen\n"
        "from publisher.findings import UnavailableError\n"
        "from publisher.writers.pdf.libraries import weasyprint\n"
        "try:\n"
        "    weasyprint()\n"
        "except UnavailableError as error:\n"
        "    print(error.findings[0].code, error.findings[0].hint('en'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("pdf-library")
    assert "libharfbuzz-subset0" in done.stdout


def test_the_library_search_is_given_back():
    import ctypes.util

    before = ctypes.util.find_library
    libraries.weasyprint()
    assert ctypes.util.find_library is before
    assert issubclass(UnavailableError, Exception)
