"""Damage of every kind is found, told by its code, and reading never hands it out."""

import datetime as dt
import json
import os
import random

import pytest

from publisher.archive import Archive
from publisher.archive.inventory import canonical, sidecar
from publisher.findings import DamageError

ID = "20210422-chun-ji-zhi-shu"
MADE = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def filed(archive, record):
    archive.file(record())
    archive.file(record("树活了。"))
    assert not archive.verify().value.damages
    return archive


def found(archive, **how):
    return {damage.code for damage in archive.verify(**how).value.damages}


def change(path, old, new):
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(old, new))


def home(archive):
    return archive.layout.object(ID)


def extra_file(archive):
    (home(archive) / "v1/content/~$bulletin.docx").write_bytes(b"x")


def tampered_byte(archive):
    change(home(archive) / "v1/content/images/01.jpg", b"picture", b"pictuRe")


def lost_file(archive):
    (home(archive) / "v1/content/images/01.jpg").unlink()


def changed_inventory(archive):
    change(home(archive) / "v1/inventory.json", "首次".encode(), "末次".encode())


def changed_sidecar(archive):
    path = home(archive) / "inventory.json.sha512"
    path.chmod(0o644)
    path.write_text("0" * 128 + " inventory.json\n")


def no_sidecar(archive):
    (home(archive) / "v2/inventory.json.sha512").unlink()


def untidy_sidecar(archive):
    change(home(archive) / "v2/inventory.json.sha512", b" inv", b"  inv")


def no_version_inventory(archive):
    (home(archive) / "v1/inventory.json").unlink()


def old_root_inventory(archive):
    for name in ("inventory.json", "inventory.json.sha512"):
        path = home(archive) / name
        path.chmod(0o644)
        path.write_bytes((home(archive) / "v1" / name).read_bytes())


def strange_file(archive):
    (home(archive) / "notes.txt").write_bytes(b"x")


def strange_folder(archive):
    (home(archive) / "old").mkdir()


def file_in_version(archive):
    (home(archive) / "v1/notes.txt").write_bytes(b"x")


def folder_in_version(archive):
    (home(archive) / "v1/more").mkdir()


def empty_content_folder(archive):
    (home(archive) / "v1/content/empty").mkdir()


def linked_file(archive):
    path = home(archive) / "v1/content/images/01.jpg"
    path.rename(archive.root / "elsewhere.jpg")
    path.symlink_to(archive.root / "elsewhere.jpg")


def no_declaration(archive):
    (home(archive) / "0=ocfl_object_1.1").unlink()


def other_declaration(archive):
    change(home(archive) / "0=ocfl_object_1.1", b"1.1", b"1.0")


def file_in_root(archive):
    (archive.layout.objects / "notes.txt").write_bytes(b"x")


def file_in_year(archive):
    (archive.layout.objects / "2021/notes.txt").write_bytes(b"x")


def empty_day(archive):
    (archive.layout.objects / "2021/0423").mkdir()


def other_layout(archive):
    change(archive.layout.objects / "ocfl_layout.json", b"0007", b"0004")


def moved_object(archive):
    (archive.layout.objects / "2021/0423").mkdir()
    home(archive).rename(archive.layout.objects / "2021/0423/20210423-a")
    (archive.layout.objects / "2021/0422").rmdir()


def changed_log(archive):
    change(archive.layout.log / "2026.jsonl", "首次".encode(), "末次".encode())


def lost_log(archive):
    (archive.layout.log / "2026.jsonl").unlink()


def torn_log(archive):
    path = archive.layout.log / "2026.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id"')


def lost_catalogue(archive):
    archive.layout.catalog.unlink()


def changed_catalogue(archive):
    import sqlite3

    with sqlite3.connect(archive.layout.catalog) as connection:
        connection.execute("UPDATE record SET text = text || '多'")
    connection.close()


def changed_index(archive):
    change(archive.layout.index / "index.csv", "春季".encode(), "秋季".encode())


def left_in_staging(archive):
    (archive.layout.staging / "tx-1").mkdir()


DAMAGES = {
    extra_file: "E023",
    tampered_byte: "E092",
    lost_file: "E092",
    changed_inventory: "E060",
    changed_sidecar: "E060",
    no_sidecar: "E058",
    untidy_sidecar: "K01",
    no_version_inventory: "W010",
    old_root_inventory: "E046",
    strange_file: "E001",
    strange_folder: "E001",
    file_in_version: "E015",
    folder_in_version: "W002",
    empty_content_folder: "E024",
    linked_file: "E090",
    no_declaration: "E003",
    other_declaration: "E007",
    file_in_root: "E072",
    file_in_year: "E084",
    empty_day: "E073",
    other_layout: "E070",
    moved_object: "K03",
    changed_log: "K06",
    lost_log: "K05",
    torn_log: "K06",
    lost_catalogue: "K05",
    changed_catalogue: "K05",
    changed_index: "K05",
    left_in_staging: "K07",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_found_by_its_code(filed, damage):
    damage(filed)
    report = filed.verify().value
    assert DAMAGES[damage] in {found.code for found in report.damages}
    for finding in report.findings:
        assert finding.message("zh")
        assert finding.message("en")
        assert finding.hint("zh")
        assert finding.hint("en")


def rewrite(archive, edit):
    """The inventory of the newest version with a change, its sidecars right."""
    for place in (home(archive), home(archive) / "v2"):
        value = json.loads((place / "inventory.json").read_bytes())
        edit(value)
        data = canonical(value)
        import hashlib

        for name, content in (
            ("inventory.json", data),
            ("inventory.json.sha512", sidecar(hashlib.sha512(data).hexdigest())),
        ):
            (place / name).chmod(0o644)
            (place / name).write_bytes(content)


def first(mapping):
    return next(iter(mapping))


RULES = {
    "E036": lambda v: v.pop("type"),
    "E037": lambda v: v.update(id=""),
    "E038": lambda v: v.update(type="https://ocfl.io/1.0/spec/#inventory"),
    "E025": lambda v: v.update(digestAlgorithm="md5"),
    "E040": lambda v: v.update(head="v1"),
    "E041": lambda v: v.pop("manifest"),
    "E044": lambda v: v.pop("versions"),
    "E008": lambda v: v.update(versions={}),
    "E009": lambda v: v["versions"].update(v4=v["versions"].pop("v2")),
    "E017": lambda v: v.update(contentDirectory="a/b"),
    "E046": lambda v: v["versions"].update(x=v["versions"].pop("v1")),
    "E047": lambda v: v["versions"].update(v1=[]),
    "E048": lambda v: v["versions"]["v1"].pop("created"),
    "E049": lambda v: v["versions"]["v1"].update(created="yesterday"),
    "E050": lambda v: v["versions"]["v2"]["state"].update({"ab": ["x"]}),
    "E051": lambda v: v["versions"]["v2"]["state"].update({first(v["manifest"]): "x"}),
    "E052": lambda v: v["versions"]["v2"]["state"].update({first(v["manifest"]): ["a//b"]}),
    "E053": lambda v: v["versions"]["v2"]["state"].update({first(v["manifest"]): ["/a"]}),
    "E054": lambda v: v["versions"]["v2"]["user"].pop("name"),
    "E066": lambda v: v["versions"]["v1"]["state"].update({first(v["manifest"]): ["other"]}),
    "E092": lambda v: v["manifest"].update({first(v["manifest"]): "x"}),
    "E094": lambda v: v["versions"]["v2"].update(message=1),
    "E095": lambda v: v["versions"]["v2"]["state"].update({first(v["manifest"]): ["a", "a/b"]}),
    "E096": lambda v: v["manifest"].update({first(v["manifest"]).upper(): ["v1/content/x"]}),
    "E099": lambda v: v["manifest"].update({"ab": ["v1/../x"]}),
    "E100": lambda v: v["manifest"].update({"ab": ["/v1/x"]}),
    "E101": lambda v: v["manifest"].update({"ab": v["manifest"][first(v["manifest"])]}),
    "E107": lambda v: v["manifest"].update({"ab": ["v1/content/x"]}),
    "E042": lambda v: v["manifest"].update({"ab": ["content/x"]}),
    "W007": lambda v: v["versions"]["v2"].pop("message"),
    "W008": lambda v: v["versions"]["v2"]["user"].pop("address"),
    "W011": lambda v: v["versions"]["v1"].update(message="另一说"),
}


@pytest.mark.parametrize("code", RULES)
def test_an_inventory_that_breaks_a_rule_is_told_by_its_code(filed, code):
    rewrite(filed, RULES[code])
    assert code in found(filed, references=(ID,))


def test_an_inventory_that_is_no_json_is_told(filed):
    (home(filed) / "inventory.json").chmod(0o644)
    (home(filed) / "inventory.json").write_bytes(b"\xff{")
    assert "E033" in found(filed, references=(ID,))


def test_get_refuses_a_tampered_file_and_gives_the_others(filed):
    tampered_byte(filed)
    with pytest.raises(DamageError) as error:
        filed.get(ID, "images/01.jpg")
    assert error.value.findings[0].code == "archive-damaged"
    assert filed.get(ID, "pdf")


def test_quick_sees_sizes_only(filed):
    tampered_byte(filed)
    assert found(filed, quick=True) == set()
    change(home(filed) / "v1/content/images/01.jpg", b"pictuRe", b"")
    assert found(filed, quick=True) == {"E092"}


def test_named_records_alone_are_looked_at(filed, record):
    filed.file(record("别的", path="b", slug="b"))
    tampered_byte(filed)
    assert found(filed, references=("20210422-b",)) == set()
    assert found(filed, references=(f"kanyin:{ID}",)) == {"E092"}


def test_a_run_becomes_an_event(filed):
    filed.verify(made=MADE, user="王五")
    event = filed.log(kind="fixity check")[-1]
    assert (event["who"], event["outcome"], event["time"]) == (
        "王五",
        "success",
        "2026-03-01T00:00:00Z",
    )
    tampered_byte(filed)
    filed.verify(made=MADE, user="王五")
    assert filed.log(kind="fixity check")[-1]["outcome"] == "failure"
    tampered = {damage.code for damage in filed.verify().value.damages}
    assert tampered == {"E092"}


def test_the_log_tells_of_each_version(filed):
    events = filed.log(ID)
    assert [(event["type"], event["version"]) for event in events] == [
        ("ingestion", 1),
        ("ingestion", 2),
    ]
    assert [event["inventory"] for event in events] == [
        v.inventory for v in filed.show(ID).versions
    ]
    assert [event["version"] for event in filed.log(f"{ID}@v2")] == [2]


def test_a_torn_line_is_set_aside_and_said(filed, record):
    torn_log(filed)
    assert len(filed.log()) == 2
    outcome = filed.file(record("第三版"))
    assert [finding.code for finding in outcome.findings] == ["archive-log-torn"]
    assert [p.read_bytes() for p in filed.layout.log.glob("torn-*")] == [b'{"id"']
    assert not filed.verify().value.damages


def test_an_event_of_an_earlier_year_follows_in_the_newest_file(archive, record):
    archive.file(record(made=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    archive.file(record("二", made=dt.datetime(2021, 1, 1, tzinfo=dt.UTC)))
    archive.file(record("三", made=dt.datetime(2027, 1, 1, tzinfo=dt.UTC)))
    assert sorted(p.name for p in archive.layout.log.iterdir()) == ["2026.jsonl", "2027.jsonl"]
    assert not archive.verify().value.damages


@pytest.mark.slow
def test_random_damage_to_any_file_is_found(filed):
    chance = random.Random(7)
    files = sorted(p for p in filed.root.rglob("*") if p.is_file() and "locks" not in p.parts)
    skipped = {filed.layout.readme, filed.layout.catalog}
    missed = []
    for path in files:
        if path in skipped:
            continue
        data = path.read_bytes()
        for _ in range(12):
            at = chance.randrange(len(data))
            other = bytes([data[at] ^ (1 << chance.randrange(8))])
            path.chmod(0o644)
            path.write_bytes(data[:at] + other + data[at + 1 :])
            try:
                harmed = bool(Archive(filed.root).verify().value.damages)
            except Exception as error:  # noqa: BLE001 - any is a miss
                missed.append((path, at, error))
                harmed = True
            if not harmed:
                missed.append((path, at))
        path.write_bytes(data)
    assert missed == []


def test_reading_a_damaged_archive_raises_only_our_errors(filed):
    for path in sorted(home(filed).rglob("inventory.json*")):
        path.chmod(0o644)
        path.write_bytes(os.urandom(40))
    with pytest.raises(DamageError):
        filed.show(ID)
    assert filed.list().value
    assert filed.verify().value.damages


HOSTILE = {
    "a way out by a content path": lambda v: v["manifest"].update(
        {first(v["manifest"]): ["../../../../README.txt"]}
    ),
    "a way out by a logical path": lambda v: v["versions"]["v2"]["state"].update(
        {first(v["versions"]["v2"]["state"]): ["../../outside.txt"]}
    ),
    "a digest without content": lambda v: v["manifest"].pop(first(v["manifest"])),
    "no versions": lambda v: v.update(versions={}),
    "versions of another kind": lambda v: v.update(versions=[1]),
    "a manifest of another kind": lambda v: v.update(manifest=None),
}


@pytest.mark.parametrize("edit", HOSTILE.values(), ids=HOSTILE)
def test_an_inventory_that_cannot_be_trusted_is_damage_to_every_reader(filed, edit):
    rewrite(filed, edit)
    for read in (filed.show, filed.get, filed.head):
        with pytest.raises(DamageError):
            read(ID)
    assert filed.verify().value.damages
    assert filed.list().value


@pytest.mark.parametrize(
    "metadata",
    [b"", b"[]", b"{}", b"\xff", b'{"status": "published"}'],
)
def test_metadata_of_another_shape_is_damage(archive, record, metadata):
    import hashlib

    from publisher.archive.inventory import parse

    archive.file(record())
    inventory = parse((home(archive) / "inventory.json").read_bytes())
    old = inventory.state(1)["metadata.json"].encode()
    path = home(archive) / "v1/content/metadata.json"
    path.chmod(0o644)
    path.write_bytes(metadata)
    digest = hashlib.sha512(metadata).hexdigest().encode()
    for place in (home(archive), home(archive) / "v1"):
        change(place / "inventory.json", old, digest)
        data = (place / "inventory.json").read_bytes()
        (place / "inventory.json.sha512").chmod(0o644)
        (place / "inventory.json.sha512").write_bytes(sidecar(hashlib.sha512(data).hexdigest()))
    with pytest.raises(DamageError):
        archive.show(ID)
    assert {"K04", "K05"} <= found(archive)


def test_a_damaged_inventory_is_never_copied_over_a_good_one(filed, record):
    good = (home(filed) / "inventory.json").read_bytes()
    change(home(filed) / "v2/inventory.json", "张三".encode(), "张四".encode())
    with pytest.raises(DamageError):
        filed.file(record("第三版"))
    assert (home(filed) / "inventory.json").read_bytes() == good
    assert found(filed) == {"E060", "E064"}


def test_a_lost_readme_is_written_again(filed, record):
    filed.layout.readme.unlink()
    filed.file(record("第三版"))
    assert "OCFL 1.1" in filed.layout.readme.read_text()


def test_reindex_writes_filings_again_that_the_log_has_lost(filed):
    for path in filed.layout.log.iterdir():
        path.unlink()
    assert found(filed) == {"K05"}
    filed.reindex()
    assert found(filed) == set()


def test_reindex_tells_of_a_record_that_it_leaves_out(filed):
    for path in home(filed).rglob("inventory.json"):
        path.chmod(0o644)
        path.write_bytes(b"x")
    outcome = filed.reindex()
    assert outcome.value == 0
    assert [(f.code, f.arguments["id"]) for f in outcome.findings] == [("archive-left-out", ID)]
