"""A folder that came zipped, and pictures that came under other names."""

import zipfile

import pytest

from publisher.article import Figure, plain
from publisher.findings import InputError, edited
from publisher.readers import read

TEXT = "湖畔科普联盟成立\n\n来源:镜湖 2026-04-20\n\n01.jpg\n\n四月二十日,联盟成立。\n"


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize("top", ["", "新闻稿/"])
def test_a_zipped_folder_is_read_like_the_folder(tmp_path, top):
    files = {f"{top}稿.txt": TEXT, f"{top}01.jpg": b"jpeg", "__MACOSX/._稿.txt": b"x"}
    path = zipped(tmp_path / "a.zip", files)
    reading = read(path).value
    assert reading.article.metadata.title == "湖畔科普联盟成立"
    [figure] = [b for b in reading.article.blocks if isinstance(b, Figure)]
    assert reading.assets[figure.picture].data == b"jpeg"
    assert [source.name for source in reading.sources] == ["a.zip", "稿.txt"]
    assert reading.sources[0].data == path.read_bytes()


def test_names_that_an_old_system_wrote_in_gbk_are_read(tmp_path):
    path, name = tmp_path / "a.zip", "稿.txt".encode("gbk")
    path.write_bytes(_by_hand(name, TEXT.replace("01.jpg\n\n", "").encode()))
    assert plain(read(path).value.article.blocks[0].runs).startswith("四月二十日")


def _by_hand(name, data):
    """A zip with one stored file whose name is not marked as UTF-8."""
    import struct
    import zlib

    crc, size = zlib.crc32(data), len(data)
    common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, size, size, len(name), 0)
    head = b"PK\x03\x04" + common + name + data
    directory = (
        b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    )
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(head), 0)
    return head + directory + b"PK\x05\x06" + end


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.txt": TEXT, "b.txt": TEXT}, "input-folder"),
        ({"01.jpg": b"jpeg"}, "input-folder"),
        ({}, "input-empty"),
        ({"../a.txt": TEXT}, "input-unsafe"),
        ({"/etc/a.txt": TEXT}, "input-unsafe"),
        ({"a\\b.txt": TEXT}, "input-unsafe"),
    ],
)
def test_other_archives_are_refused(tmp_path, files, code):
    with pytest.raises(InputError, match=code):
        read(zipped(tmp_path / "a.zip", files))


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    read(zipped(tmp_path / "a.zip", {"a.txt": TEXT, "01.jpg": b"jpeg"}))
    assert list(place.iterdir()) == []


def test_as_many_pictures_as_names_are_proposed_in_their_order(tmp_path):
    text = "---\ntitle: 湖畔\n---\n\n![](mm91.jpeg)\n\n正文。\n\n![](mm17.jpeg)\n"
    (tmp_path / "article.md").write_text(text, encoding="utf-8")
    (tmp_path / "images").mkdir()
    for name in ("图10.jpg", "图2.jpg"):
        (tmp_path / "images" / name).write_bytes(b"jpeg")
    findings = read(tmp_path, allow_missing=True).findings
    order = [f for f in findings if f.code == "picture-order"]
    assert [f.arguments["found"] for f in order] == ["images/图2.jpg", "images/图10.jpg"]
    assert "![](images/图2.jpg)" in edited(order)


def test_another_number_of_pictures_proposes_no_order(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for name in ("一.jpg", "二.jpg"):
        (tmp_path / name).write_bytes(b"jpeg")
    codes = {f.code for f in read(tmp_path / "a.txt", allow_missing=True).findings}
    assert "picture-order" not in codes
