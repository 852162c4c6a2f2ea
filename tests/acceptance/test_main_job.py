"""One command takes a scraped page with its pictures to a PDF, a DOCX and a filed version."""

import io
import re
import shutil
import unicodedata
import zipfile
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from docx.oxml.ns import qn
from ocfl.validator import Validator

from tests.photographs import TRACES, photographs
from tests.writers.pdf.reading import extracted

pytestmark = [pytest.mark.pages, pytest.mark.slow]

# What stands at the head and foot of the pages: name, day, title, number.
FURNITURE = (
    r"(?:新闻简报|2021年4月22日|星期四|春芝堂加入上海南部科创中心大浦江生物医药产业链党建联盟|\d+)+"
)
NAME = re.compile(r"mmexport\S+?\.jpe?g")


@pytest.fixture
def article(tmp_path, seed):
    """The seed beside eight stand-in photographs."""
    folder = tmp_path / "news"
    folder.mkdir()
    shutil.copy(seed, folder / "article.txt")
    for name, data in photographs(NAME.findall(seed.read_text())).items():
        (folder / name).write_bytes(data)
    return folder / "article.txt"


def folded(text: str) -> str:
    """The text without white space, marks of one width."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(wide.split()).replace("\u2060", "").replace("\u00ad", "")


def paragraphs(seed: Path) -> list[str]:
    """The seed's paragraphs after its head, picture names left out."""
    lines = seed.read_text().splitlines()[5:]
    return [text for line in lines if (text := folded(NAME.sub("", line)))]


def test_publish_makes_pdf_docx_and_record_that_hold_the_whole_text_and_every_picture(
    publisher, article, tmp_path
):
    ran = publisher("-C", str(tmp_path), "publish", str(article), "--json")
    assert ran.exit == 0, ran.out + ran.err
    (result,) = ran.json["results"]
    assert (result["version"], result["unchanged"]) == (1, False)
    pdf = Path(result["outputs"]["pdf"]).read_bytes()
    word = Path(result["outputs"]["docx"]).read_bytes()
    record = Path(result["record"])
    assert (record / "content" / "bulletin.pdf").read_bytes() == pdf
    assert (record / "content" / "bulletin.docx").read_bytes() == word

    assert f"<dc:identifier>kanyin:{result['id']}</dc:identifier>".encode() in pdf
    assert result["id"] in custom_properties(word)

    texts = [*extracted(pdf, FURNITURE), docx_text(word)]
    assert len(texts) == 3
    for text in texts:
        assert "mmexport" not in text
        for paragraph in paragraphs(article):
            assert folded(text).count(paragraph) == 1, paragraph[:40]
    for pictures in (pdf_pictures(pdf), docx_pictures(word)):
        assert len(pictures) == 8
        assert not [trace for trace in TRACES for picture in pictures if trace in picture]


def pdf_pictures(data: bytes) -> list[bytes]:
    """The pictures' streams, as they lie in the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = (image for page in pdf.pages for image in page.get_images().values())
        return [*{image.objgen: bytes(image.read_raw_bytes()) for image in images}.values()]


def docx_pictures(data: bytes) -> list[bytes]:
    """The bytes of the pictures."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if "/media/" in name]


def custom_properties(data: bytes) -> str:
    """What the document says of where it comes from."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("docProps/custom.xml").decode()


def docx_text(data: bytes) -> str:
    """The text of the body's paragraphs."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


def test_publishing_again_adds_nothing_and_an_edit_becomes_the_second_version(
    publisher, article, tmp_path
):
    words = ("-C", str(tmp_path), "publish", str(article), "--json")
    first = publisher(*words).json["results"][0]
    again = publisher(*words).json["results"][0]
    assert (again["unchanged"], again["version"], again["id"]) == (True, 1, first["id"])
    assert again["pages"] == first["pages"] > 1

    article.write_text(article.read_text().replace("46.6%", "47.6%"))
    edited = publisher(*words, "-m", "更正增速").json["results"][0]
    assert (edited["unchanged"], edited["version"], edited["id"]) == (False, 2, first["id"])
    shown = publisher("-C", str(tmp_path), "archive", "show", first["id"], "--json").json
    assert [v["message"] for v in shown["results"][0]["versions"]] == ["首次归档", "更正增速"]

    assert publisher("-C", str(tmp_path), "archive", "verify").exit == 0
    validate_objects(tmp_path / "archive" / "objects")


def validate_objects(objects: Path) -> None:
    """Every object passes another program's validator."""
    inventories = [*objects.glob("*/*/*/inventory.json")]
    assert inventories
    for inventory in inventories:
        validator = Validator()
        passed = validator.validate_object(str(inventory.parent))
        assert passed, validator.status_str()


def test_outputs_are_the_same_bytes_when_made_again_elsewhere(publisher, article, tmp_path):
    made = []
    for number, zone in enumerate(("Asia/Shanghai", "America/New_York")):
        words = ("render", str(article), "-o", str(tmp_path / f"out{number}"), "--json")
        ran = publisher(*words, TZ=zone, SOURCE_DATE_EPOCH=str(1_700_000_000 + number * 99_999))
        outputs = ran.json["results"][0]["outputs"]
        made.append([Path(path).read_bytes() for path in outputs.values()])
    assert made[0] == made[1]


def test_the_pdf_is_valid_pdf_a_3a(publisher, article, tmp_path):
    ran = publisher("render", str(article), "--to", "pdf", "--json")
    report = page.validate_pdf(tmp_path / ran.json["results"][0]["outputs"]["pdf"], profile="3a")
    assert [(f.rule_id, f.message) for f in report.failures] == []


def test_a_draft_is_filed_as_one_and_published_by_its_id(publisher, article, tmp_path):
    draft = publisher("-C", str(tmp_path), "draft", str(article), "--json").json["results"][0]
    assert Path(draft["outputs"]["docx"]).is_file()
    assert publisher("-C", str(tmp_path), "archive", "list", "--json").json["results"] == []

    ran = publisher("-C", str(tmp_path), "publish", draft["id"], "--json")
    assert ran.exit == 0, ran.out
    (result,) = ran.json["results"]
    assert (result["id"], result["version"]) == (draft["id"], 2)
    listed = publisher("-C", str(tmp_path), "archive", "list", "--json").json["results"]
    assert [row["status"] for row in listed] == ["published"]
