"""Filing: first and later versions, unchanged ones, which record a source belongs to."""

import datetime as dt
import hashlib
import json

import pytest

from publisher.archive import Archive, Descriptive, Face
from publisher.findings import ArchiveBusyError, ConfigurationError, InputError, InputMissingError

ID = "20210422-chun-ji-zhi-shu"


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_first_version_lies_in_the_folder_of_its_day_and_conforms(archive, record, conformant):
    filed = archive.file(record()).value
    assert (filed.id, filed.version, filed.unchanged) == (ID, 1, False)
    assert filed.path == archive.root / "objects/2021/0422" / ID / "v1"
    assert not archive.verify().value.damages
    conformant(archive.root)


def test_a_new_record_gets_the_id_that_was_proposed_or_none_at_all(archive, record):
    assert archive.propose(record().identity) == ID
    archive.file(record(path="别处.txt", received=("0" * 64,)))
    assert archive.propose(record().identity) == f"{ID}-2"
    before = sorted(archive.root.rglob("*"))
    with pytest.raises(ArchiveBusyError) as error:
        archive.file(record(proposed=ID))
    assert error.value.findings[0].code == "archive-id-taken"
    assert sorted(archive.root.rglob("*")) == before
    assert archive.file(record(proposed=f"{ID}-2")).value.id == f"{ID}-2"


def test_same_content_is_unchanged_and_adds_no_file(archive, record):
    archive.file(record(message="第一次"))
    before = sorted(p for p in archive.root.rglob("*"))
    later = record(made=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), message="又一次", fingerprint="ff")
    outcome = archive.file(later)
    assert outcome.value.unchanged
    assert outcome.value.version == 1
    assert sorted(p for p in archive.root.rglob("*")) == before


def test_the_same_content_is_filed_again_where_that_is_asked_for(archive, record):
    archive.file(record())
    assert archive.file(record(), again=True).value.version == 2
    words = {"user": "李四", "address": "l@example.org"}
    made = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert archive.publish(f"{ID}@v1", made=made, again=True, **words).value.version == 3
    assert not list(archive.verify().value.damages)


def test_a_report_that_differs_is_no_new_version(archive, record):
    files = dict(record().files)
    archive.file(record(files={**files, "report.json": b"1"}))
    assert archive.file(record(files={**files, "report.json": b"2"})).value.unchanged


def test_changed_content_is_the_next_version_and_the_first_stays(archive, record, conformant):
    first = archive.file(record()).value
    before = {p: p.read_bytes() for p in first.path.rglob("*") if p.is_file()}
    second = archive.file(record("树活了。", message="补充后续")).value
    assert (second.id, second.version) == (ID, 2)
    assert {p: p.read_bytes() for p in first.path.rglob("*") if p.is_file()} == before
    assert [v.message for v in archive.show(ID).versions] == ["首次归档", "补充后续"]
    assert not archive.verify().value.damages
    conformant(archive.root)


def test_bytes_that_the_object_holds_are_not_stored_again(archive, record):
    archive.file(record())
    second = archive.file(record("树活了。")).value
    content = second.path / "content"
    stored = {p.relative_to(content).as_posix() for p in content.rglob("*.*")}
    assert "images/01.jpg" not in stored
    assert archive.get(f"{ID}@v2", "images/01.jpg") == {"images/01.jpg": b"\xff\xd8 a picture"}


def test_going_back_to_an_earlier_text_is_a_new_version_too(archive, record, conformant):
    for body in ("甲", "乙", "甲"):
        archive.file(record(body))
    assert archive.head(ID).version == 3
    assert archive.get(ID, "article.md") == archive.get(f"{ID}@v1", "article.md")
    assert not archive.verify().value.damages
    conformant(archive.root)


def test_two_files_of_the_same_bytes_are_stored_once(archive, record, conformant):
    archive.file(record(files={"article.md": b"x", "source/a.md": b"x"}))
    assert archive.get(ID, "article.md", "source/a.md").keys() == {"article.md", "source/a.md"}
    assert not archive.verify().value.damages
    conformant(archive.root)


def test_metadata_lists_every_other_file_with_its_original_name(archive, record):
    descriptive = Descriptive(creator=("李四",), keywords=("植树",), retention="D30")
    faces = (Face("Noto Serif CJK SC", "2.003", "00" * 32),)
    archive.file(
        record(descriptive=descriptive, faces=faces, names={"images/01.jpg": "植树.JPG"}, pages=3)
    )
    metadata = json.loads(archive.get(ID, "metadata.json")["metadata.json"])
    assert metadata["id"] == f"kanyin:{ID}"
    assert (metadata["year"], metadata["pages"], metadata["creator"]) == (2021, 3, ["李四"])
    picture = next(file for file in metadata["files"] if file["path"] == "images/01.jpg")
    assert picture["name"] == "植树.JPG"
    assert picture["sha512"] == hashlib.sha512(b"\xff\xd8 a picture").hexdigest()
    assert {file["path"] for file in metadata["files"]} == set(record().files)


def test_the_same_record_gives_the_same_bytes(tmp_path, record):
    trees = []
    for name in ("one", "two"):
        archive = Archive.create(tmp_path / name)
        archive.file(record())
        archive.file(record("树活了。"))
        paths = sorted(p for p in archive.root.rglob("*") if p.is_file())
        trees.append({p.relative_to(archive.root): p.read_bytes() for p in paths})
    assert trees[0] == trees[1]


# Which record


def test_source_path_leads_to_the_record(archive, record):
    archive.file(record())
    assert archive.file(record("新的正文", title="春季植树（更新）")).value.id == ID


def test_another_title_and_date_under_the_same_path_is_another_story(archive, record):
    archive.file(record())
    outcome = archive.file(record("另一件事", title="夏季音乐会", date=dt.date(2021, 7, 1)))
    assert outcome.value.id == "20210701-xia-ji-yin-le-hui"
    assert codes(outcome) == ["archive-another-story"]


def test_both_stories_of_one_path_are_known_again(archive, record):
    new = record("新", title="夏季音乐会", date=dt.date(2021, 7, 1))
    archive.file(record())
    archive.file(new)
    assert archive.match(new.identity).id == "20210701-xia-ji-yin-le-hui"
    assert archive.match(record().identity).id == ID


def test_url_leads_to_the_record_before_bytes_and_path(archive, record):
    by_url = archive.file(record(url="https://example.org/1", path="a")).value.id
    archive.file(record(title="别的事", received=("ab",), path="b"))
    again = record("改", url="https://example.org/1", received=("ab",), path="b")
    assert archive.match(again.identity).id == by_url


def test_received_bytes_lead_to_the_record(archive, record):
    archive.file(record(received=("ab", "cd"), path="旧.txt"))
    moved = record(received=("cd", "ab"), path="新.txt", title="换了题", date=dt.date(2022, 1, 1))
    assert archive.match(moved.identity).id == ID
    assert archive.match(record(received=("ab",), path="新.txt").identity) is None


def test_asked_id_comes_first_and_front_matter_id_next(archive, record):
    for slug in ("a", "b", "c"):
        archive.file(record(slug, path=slug, slug=slug))
    match = archive.match
    assert match(record(as_id="20210422-a", id="20210422-b", path="c").identity).id == "20210422-a"
    assert match(record(id="kanyin:20210422-b", path="c").identity).id == "20210422-b"
    assert match(record(path="c").identity).id == "20210422-c"


def test_an_asked_id_that_is_free_makes_a_record_of_that_name(archive, record):
    outcome = archive.file(record(as_id="kanyin:20210422-shu"))
    assert outcome.value.id == "20210422-shu"
    assert codes(outcome) == ["archive-new-id"]


def test_an_asked_id_of_another_day_is_refused(archive, record):
    with pytest.raises(InputError) as error:
        archive.file(record(as_id="20200101-shu"))
    assert error.value.findings[0].code == "archive-id-date"


def test_slugs_that_are_taken_get_a_number(archive, record):
    names = [archive.file(record(str(n), path=str(n))).value.id for n in range(3)]
    assert names == [ID, f"{ID}-2", f"{ID}-3"]


def test_a_title_without_letters_gets_the_next_number_of_the_day(archive, record):
    names = [archive.file(record(title="……", path=str(n))).value.id for n in range(2)]
    assert names == ["20210422-1", "20210422-2"]


@pytest.mark.parametrize(
    "text", ["", "x", "20211340-a", "20210422-", "20210422-A", "20210422-a_b", "../20210422-a",
             "20210422-a@v0", "20210422-" + "a" * 90, "20210422-a@vx", "２０２１０４２２-a"],
)  # fmt: skip
def test_what_is_no_id_is_refused(archive, text):
    with pytest.raises(InputError) as error:
        archive.show(text)
    assert error.value.findings[0].code == "archive-id"


# Drafts


def test_a_draft_is_in_no_list_until_it_is_published(archive, record, conformant):
    from publisher.archive import Filters

    archive.file(record(status="draft"))
    assert archive.list().value == ()
    assert archive.search("植树").value == ()
    assert ID not in (archive.root / "index/index.json").read_text()
    assert [row.status for row in archive.list(Filters(everything=True)).value] == ["draft"]
    outcome = archive.publish(
        f"{ID}@v1",
        user="李四",
        address="l@example.org",
        made=dt.datetime(2026, 2, 1, tzinfo=dt.UTC),
    )
    assert (outcome.value.version, outcome.value.unchanged) == (2, False)
    assert [row.version for row in archive.list().value] == [2]
    assert ID in (archive.root / "index/index.json").read_text()
    assert archive.get(f"{ID}@v2", "pdf") == archive.get(f"{ID}@v1", "pdf")
    assert not archive.verify().value.damages
    conformant(archive.root)


def test_publishing_what_is_published_is_unchanged(archive, record):
    archive.file(record())
    made = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    outcome = archive.publish(ID, user="李四", address="l@example.org", made=made)
    assert (outcome.value.version, outcome.value.unchanged) == (1, True)


def test_lists_and_get_keep_to_the_published_version_while_a_draft_is_newer(archive, record):
    archive.file(record("定稿"))
    archive.file(record("草稿", status="draft"))
    assert [row.version for row in archive.list().value] == [1]
    assert archive.show(ID).version == 1
    assert archive.get(ID, "source") == {"source/article.txt": "定稿".encode()}
    assert archive.head(ID).version == 2


def test_a_draft_of_what_was_published_is_unchanged(archive, record):
    archive.file(record())
    assert archive.file(record(status="draft")).value.unchanged


# Refusals


@pytest.mark.parametrize("field", ["user", "address"])
def test_user_and_address_are_obligatory(archive, record, field):
    from dataclasses import replace

    with pytest.raises(InputError) as error:
        archive.file(replace(record(), **{field: " "}))
    assert error.value.findings[0].code == "archive-field-missing"


@pytest.mark.parametrize("path", ["/a", "../a", "a//b", "图.jpg", "a\\b", "", "a/./b", "a\nb"])
def test_a_content_path_that_no_object_may_hold_is_a_bug(archive, record, path):
    with pytest.raises(ValueError, match="cannot be a path"):
        archive.file(record(files={path: b"x"}))


def test_what_is_not_there_is_said(archive, record):
    archive.file(record())
    for wrong in ("20210422-x", f"{ID}@v9"):
        with pytest.raises(InputMissingError):
            archive.show(wrong)
    with pytest.raises(InputMissingError):
        archive.get(ID, "nothing.txt")


def test_no_archive_and_a_newer_archive_are_said(tmp_path):
    with pytest.raises(ConfigurationError) as error:
        Archive.open(tmp_path)
    assert error.value.findings[0].code == "archive-missing"
    archive = Archive.create(tmp_path / "a")
    (archive.root / "objects/0=ocfl_1.1").rename(archive.root / "objects/0=ocfl_2.0")
    with pytest.raises(ConfigurationError) as error:
        Archive.open(archive.root)
    assert error.value.findings[0].code == "archive-newer"


def test_creating_twice_changes_nothing(archive):
    before = {p: p.stat().st_mtime_ns for p in archive.root.rglob("*")}
    Archive.create(archive.root)
    assert {p: p.stat().st_mtime_ns for p in archive.root.rglob("*")} == before


def test_a_file_name_that_is_no_text_is_written_out(archive, record):
    name = b"\xca\xf7.jpg".decode("utf-8", "surrogateescape")
    broken = record(path=name, names={"images/01.jpg": name})
    archive.file(broken)
    assert archive.match(broken.identity).id == ID
    metadata = archive.show(ID).metadata
    assert metadata["source_path"] == "\\udcca\\udcf7.jpg"
    assert archive.file(broken).value.unchanged
