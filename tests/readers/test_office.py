"""Documents of other word processors, through the real LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from publisher.article import Heading, plain
from publisher.findings import InputError, UnavailableError
from publisher.readers import read

OFFICE = shutil.which("soffice")
TEXT = "四月二十日，湖畔科普联盟在望湖阁成立，首批成员四十二家，把望远镜送到社区门口。"


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf"])
def test_a_document_is_converted_and_kept_as_received(tmp_path, suffix):
    import docx

    made = docx.Document()
    made.add_heading("湖畔科普联盟成立", 1)
    made.add_heading("一台慢机器", 2)
    made.add_paragraph(TEXT)
    made.save(tmp_path / "a.docx")
    profile = (tmp_path / "profile").as_uri()
    words = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix[1:]]
    subprocess.run([*words, "--outdir", tmp_path, tmp_path / "a.docx"], check=True, timeout=120)
    path = Path(tmp_path, f"a{suffix}")
    reading = read(path).value
    assert reading.article.metadata.title == "湖畔科普联盟成立"
    assert [plain(b.runs) for b in reading.article.blocks] == ["一台慢机器", TEXT]
    assert isinstance(reading.article.blocks[0], Heading)
    assert [source.data for source in reading.sources] == [path.read_bytes()]


def test_without_libreoffice_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UnavailableError, match="input-office"):
        read(tmp_path / "a.doc")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_what_it_can_make_nothing_of_is_refused(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(InputError):
        read(tmp_path / "a.doc")


def test_other_commands_than_new_refuse_it(publisher, tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    ran = publisher("check", "a.doc", "--json")
    assert ran.exit == 2
    assert "input-new" in {finding["code"] for finding in ran.json["findings"]}
