"""Typefaces: a Finding says what stands in, and no character is missed silently."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.ttCollection import TTCollection
from hypothesis import given
from hypothesis import strategies as st

from publisher.findings import CannotWriteError, ConfigurationError, UnavailableError
from publisher.resources import bundled
from publisher.source import Source
from publisher.typefaces import coverage, find_faces, font_folders, fontconfig, offers

MANIFEST = """
[roles]
song = { zh = "宋体", en = "Song", instead = ["hei"], strong = "hei" }
hei = { zh = "黑体", en = "Hei", instead = ["song"] }
kai = { zh = "楷体", en = "Kai", instead = ["song"] }
biaosong = { zh = "小标宋", en = "Xiaobiaosong", instead = ["song"], free = false }
rare = { zh = "生僻字", en = "Rare" }

[[faces]]
roles = ["song"]
family = "Test Song"
package = "fonts-test"
[faces.files]
400 = ["song-400.ttf"]
700 = ["song-700.ttf"]
900 = ["song-900.ttf"]

[[faces]]
roles = ["hei"]
family = "Test Hei"
[faces.files]
400 = ["hei.ttc", "hei-400.ttf"]

[[faces]]
roles = ["kai"]
family = "Test Kai"
[faces.files]
400 = ["kai-400.ttf"]

[[faces]]
roles = ["biaosong"]
family = "Test Biaosong"
[faces.files]
400 = ["biaosong.ttf"]

[[faces]]
roles = ["rare"]
family = "Test Rare"
[faces.files]
400 = ["rare.ttf"]
"""


def built(family, weight=400, characters="中文，。"):
    """A TrueType font whose every character is an empty glyph of one em."""
    names = [".notdef", *(f"u{ord(character):X}" for character in characters)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):X}" for c in characters})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "version": "Version 1.5"})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    return builder.font


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fonts.toml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def saved(folder, name, *arguments):
    built(*arguments).save(folder / name)
    return folder / name


def found(folder, *needs, **keywords):
    return find_faces(needs, fonts=(folder,), folders=(), **keywords)


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_an_exact_face_is_found_beside_the_manifest_with_its_version_and_digest(folder):
    path = saved(folder, "song-700.ttf", "Test Song", 700)
    outcome = found(folder, ("song", 700))
    face = outcome.value.by_role["song", 700]
    assert (face.role, face.weight, face.family, face.version) == ("song", 700, "Test Song", "1.5")
    assert face.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert outcome.findings == ()


def test_files_beside_the_manifest_come_before_those_of_the_machine(folder, tmp_path_factory):
    machine = tmp_path_factory.mktemp("machine")
    saved(machine, "song-400.ttf", "Test Song")
    needs = {("song", 400)}
    first = find_faces(needs, fonts=(folder,), folders=(machine,)).value.by_role["song", 400]
    assert first.path.parent == machine
    saved(folder, "song-400.ttf", "Test Song")
    second = find_faces(needs, fonts=(folder,), folders=(machine,)).value.by_role["song", 400]
    assert second.path.parent == folder


@pytest.mark.parametrize(
    ("asked", "taken"), [(500, 400), (600, 700), (800, 900), (300, 400), (200, 400)]
)
def test_a_missing_weight_is_the_nearest_one_and_a_finding(folder, asked, taken):
    for weight in (400, 700, 900):
        saved(folder, f"song-{weight}.ttf", "Test Song", weight)
    outcome = found(folder, ("song", asked))
    assert outcome.value.by_role["song", asked].weight == taken
    assert codes(outcome) == ["font-weight"]
    assert str(asked) in outcome.findings[0].message("zh")


def test_a_bold_weight_that_a_role_lacks_is_set_in_the_strong_role(folder):
    saved(folder, "song-400.ttf", "Test Song")
    saved(folder, "hei-400.ttf", "Test Hei")
    outcome = found(folder, ("song", 400), ("song", 900))
    assert outcome.value.by_role["song", 900].family == "Test Hei"
    assert outcome.value.by_role["song", 400].family == "Test Song"
    assert codes(outcome) == ["font-weight"]


def test_the_hint_names_the_package_that_is_not_here_yet(folder):
    saved(folder, "hei-400.ttf", "Test Hei")
    missing = found(folder, ("song", 400)).findings[0]
    assert "fonts-test" in missing.hint("en")
    saved(folder, "song-400.ttf", "Test Song")
    too_light = found(folder, ("song", 900)).findings[0]
    assert "fonts-test" not in too_light.hint("en")


def test_a_file_that_is_lighter_than_the_manifest_says_is_not_taken_for_bold(folder):
    saved(folder, "song-900.ttf", "Test Song", 400)
    outcome = found(folder, ("song", 900))
    assert outcome.value.by_role["song", 900].weight == 400
    assert codes(outcome) == ["font-weight"]


def test_a_missing_role_is_filled_by_the_next_and_a_finding(folder):
    saved(folder, "song-400.ttf", "Test Song")
    outcome = found(folder, ("kai", 400))
    assert outcome.value.by_role["kai", 400].role == "song"
    assert codes(outcome) == ["font-role"]
    assert "楷体" in outcome.findings[0].message("zh")
    assert "Kai" in outcome.findings[0].message("en")


def test_a_role_that_has_no_free_face_is_only_noted_and_once(folder):
    saved(folder, "song-700.ttf", "Test Song", 700)
    saved(folder, "song-900.ttf", "Test Song", 900)
    outcome = found(folder, ("biaosong", 700), ("biaosong", 900))
    assert [finding.severity for finding in outcome.findings] == ["note"]
    assert {face.weight for face in outcome.value.by_role.values()} == {700, 900}


def test_a_face_of_ones_own_for_such_a_role_serves_any_weight(folder):
    saved(folder, "biaosong.ttf", "Test Biaosong")
    outcome = found(folder, ("biaosong", 700), ("biaosong", 900))
    assert codes(outcome) == []
    assert {face.family for face in outcome.value.by_role.values()} == {"Test Biaosong"}


def test_without_any_face_the_error_names_what_to_install(folder):
    with pytest.raises(UnavailableError) as caught:
        found(folder, ("song", 400))
    (finding,) = caught.value.findings
    assert finding.code == "font-none"
    for language in ("zh", "en"):
        assert "fonts-noto-cjk" in finding.hint(language)
        assert "kanyin[fonts]" in finding.hint(language)


def test_a_role_that_no_manifest_knows_is_a_configuration_error(folder):
    with pytest.raises(ConfigurationError, match="font-role-unknown"):
        found(folder, ("script", 400))


def test_a_collection_gives_the_face_of_the_family_by_its_index(folder):
    collection = TTCollection()
    collection.fonts = [built("Test Hei JP"), built("Test Hei KR"), built("Test Hei")]
    collection.save(folder / "hei.ttc")
    face = found(folder, ("hei", 400)).value.by_role["hei", 400]
    assert face.index == 2
    assert face.others == ("Test Hei JP", "Test Hei KR")


@pytest.mark.parametrize("data", [b"", b"ttcf", b"OTTO\0\x09", b"wOF2" + bytes(40), b"<html>"])
def test_a_file_that_is_no_font_is_passed_over_with_a_finding(folder, data):
    (folder / "hei.ttc").write_bytes(data)
    saved(folder, "hei-400.ttf", "Test Hei")
    outcome = found(folder, ("hei", 400))
    assert outcome.value.by_role["hei", 400].path.name == "hei-400.ttf"
    assert codes(outcome) == ["font-broken"]


@given(data=st.binary(max_size=400), cut=st.integers(0, 2000), at=st.integers(0, 2000))
def test_no_damage_to_a_font_file_escapes_as_an_exception(tmp_path_factory, data, cut, at):
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.toml").write_text(MANIFEST, encoding="utf-8")
    whole = saved(folder, "song-400.ttf", "Test Song").read_bytes()
    (folder / "song-700.ttf").write_bytes((whole[:at] + data + whole[at:])[: max(cut, at)])
    needs = {("song", 700)}
    assert find_faces(needs, fonts=(folder,), folders=()).value.by_role["song", 700].weight == 400


def test_a_variable_font_is_passed_over(folder):
    font = built("Test Hei")
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    font.save(folder / "hei-400.ttf")
    saved(folder, "song-400.ttf", "Test Song")
    outcome = found(folder, ("hei", 400))
    assert codes(outcome) == ["font-broken", "font-role"]
    assert "variable" in outcome.findings[0].message("en")


def test_a_file_that_is_not_the_declared_one_is_a_finding(folder):
    saved(folder, "song-400.ttf", "Test Song")
    declared = f'[faces.sha256]\n"song-400.ttf" = "{"0" * 64}"\n'
    manifest = (folder / "fonts.toml").read_text(encoding="utf-8")
    head, hei, rest = manifest.partition('[[faces]]\nroles = ["hei"]')
    (folder / "fonts.toml").write_text(head + declared + hei + rest, encoding="utf-8")
    assert codes(found(folder, ("song", 400))) == ["font-changed"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[roles\n", "config-syntax"),
        ('[[faces]]\nroles = ["song"]\nfamly = "X"\n', "config-unknown"),
        ('[[faces]]\nroles = ["sogn"]\nfamily = "X"\n', "config-type"),
        (
            '[[faces]]\nroles = ["song"]\nfamily = "X"\n[faces.files]\nbold = ["a.ttf"]\n',
            "config-type",
        ),
        ('[[faces]]\nfamily = "X"\n', "config-missing"),
    ],
)
def test_a_wrong_manifest_is_an_error_at_its_line(folder, line, code):
    manifest = folder / "fonts.toml"
    manifest.write_text(MANIFEST + line, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        found(folder, ("song", 400))
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.place[0] == str(manifest)
    assert finding.place[1] > MANIFEST.count("\n")


def test_digests_are_remembered_until_the_file_changes(folder, tmp_path):
    path = saved(folder, "song-400.ttf", "Test Song")
    cache = tmp_path / "cache"
    first = found(folder, ("song", 400), cache=cache).value.by_role["song", 400]
    memory = cache / "fonts.json"
    memory.write_text(memory.read_text().replace(first.sha256, "f" * 64))
    second = found(folder, ("song", 400), cache=cache).value.by_role["song", 400]
    assert second.sha256 == "f" * 64
    os.utime(path, ns=(1, 1))
    third = found(folder, ("song", 400), cache=cache).value.by_role["song", 400]
    assert third.sha256 == first.sha256


@pytest.mark.parametrize("memory", ["", "[]", '{"x": 3}', "\x00"])
def test_a_damaged_memory_of_digests_is_made_anew(folder, tmp_path, memory):
    saved(folder, "song-400.ttf", "Test Song")
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "fonts.json").write_text(memory)
    face = found(folder, ("song", 400), cache=cache).value.by_role["song", 400]
    assert len(face.sha256) == 64
    assert face.sha256 in (cache / "fonts.json").read_text()


def test_a_cache_that_cannot_be_written_is_done_without(folder, tmp_path):
    saved(folder, "song-400.ttf", "Test Song")
    (tmp_path / "file").write_text("no folder")
    outcome = found(folder, ("song", 400), cache=tmp_path / "file" / "cache")
    assert outcome.findings == ()


def test_needs_give_the_same_faces_and_findings_in_any_order(folder):
    saved(folder, "song-400.ttf", "Test Song")
    needs = [("kai", 400), ("song", 900), ("song", 400)]
    assert found(folder, *needs) == found(folder, *reversed(needs))


# --- coverage -------------------------------------------------------------------------------------


@pytest.fixture
def faces(folder):
    saved(folder, "song-400.ttf", "Test Song", 400, "中文，e\u0301")
    saved(folder, "hei-400.ttf", "Test Hei", 400, "中文黑")
    return found(folder, ("song", 400), ("hei", 400)).value


def test_a_character_that_no_face_has_is_an_error_at_its_place(faces):
    source = Source("a.txt", b"", "标题\n中文囍中\n")
    findings = coverage(faces, [("song", 400, "中文囍中", source.span(3, 7))])
    (finding,) = findings
    assert (finding.code, finding.severity) == ("font-glyph", "error")
    assert finding.place == ("a.txt", 2, 3)
    assert "U+56CD" in finding.message("zh")
    assert "Test Song" in finding.message("en")


def test_a_character_that_another_face_has_is_borrowed_with_a_warning(faces):
    (finding,) = coverage(faces, [("song", 400, "中黑", None)])
    assert (finding.code, finding.severity) == ("font-borrowed", "warning")
    assert "Test Hei" in finding.message("zh")


def test_a_missing_character_is_told_once_a_face_with_its_first_place(faces):
    source = Source("a.txt", b"", "囍囍\n囍")
    texts = [
        ("song", 400, "囍囍", source.span(0, 2)),
        ("song", 400, "囍", source.span(3, 4)),
        ("hei", 400, "囍", source.span(3, 4)),
    ]
    places = [finding.place[1:] for finding in coverage(faces, texts)]
    assert places == [(1, 1), (2, 1)]


def test_text_that_was_normalised_is_found_in_its_span_or_has_the_whole_span(faces):
    source = Source("a.txt", b"", "中,囍")
    (finding,) = coverage(faces, [("song", 400, "中文，囍", source.span())])
    assert finding.place == ("a.txt", 1, 3)
    (finding,) = coverage(faces, [("song", 400, "中黑", source.span())])
    assert finding.place == ("a.txt", 1, 1)


@pytest.mark.parametrize(
    "unseen", ["\n", "\t", "\u00a0", "\u3000", "\u200b", "\u2060", "\ufe0f", "\u2028", "\U000e0101"]
)
def test_what_has_no_glyph_of_its_own_is_never_missed(faces, unseen):
    assert coverage(faces, [("song", 400, f"中{unseen}文", None)]) == ()


def test_an_accented_letter_may_be_made_of_its_parts(faces):
    assert coverage(faces, [("song", 400, "é", None)]) == ()
    assert [f.code for f in coverage(faces, [("song", 400, "è", None)])] == ["font-glyph"]


def test_rare_characters_are_lent_by_the_rare_faces_first(folder):
    saved(folder, "song-400.ttf", "Test Song")
    saved(folder, "hei-400.ttf", "Test Hei", 400, "𠮷")
    saved(folder, "rare.ttf", "Test Rare", 400, "𠮷")
    faces = found(folder, ("song", 400), ("hei", 400)).value
    (finding,) = coverage(faces, [("song", 400, "𠮷", None)])
    assert finding.code == "font-borrowed"
    assert "Test Rare" in finding.message("en")


@given(st.text(max_size=60))
def test_every_character_is_held_or_told_or_unseen(tmp_path_factory, text):
    global _FACES  # noqa: PLW0603 - one face for all examples
    if _FACES is None:
        folder = tmp_path_factory.mktemp("fonts")
        (folder / "fonts.toml").write_text(MANIFEST, encoding="utf-8")
        saved(folder, "song-400.ttf", "Test Song", 400, "中文abc")
        _FACES = find_faces({("song", 400)}, fonts=(folder,), folders=()).value
    told = {f.arguments["character"] for f in coverage(_FACES, [("song", 400, text, None)])}
    assert told <= set(text) - set("中文abc")
    for character in set(text) - told - set("中文abc"):
        unseen = unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Lo", "Cn"}
        assert unseen or set(unicodedata.normalize("NFD", character)) <= set("中文abc")


_FACES = None


# --- the fontconfig file --------------------------------------------------------------------------


def test_the_configuration_names_the_found_files_alone_and_is_the_same_twice(faces, tmp_path):
    first = fontconfig(faces, tmp_path / "cache")
    text = first.read_bytes()
    links = sorted(link.name for link in (first.parent / "files").iterdir())
    assert links == ["hei-400.ttf", "song-400.ttf"]
    assert b"<include" not in text
    before = first.stat().st_mtime_ns
    assert fontconfig(faces, tmp_path / "cache") == first
    assert (first.read_bytes(), first.stat().st_mtime_ns) == (text, before)


def test_the_other_families_of_a_collection_are_rejected(folder, tmp_path):
    collection = TTCollection()
    collection.fonts = [built("Test Hei & Co"), built("Test Hei")]
    collection.save(folder / "hei.ttc")
    faces = found(folder, ("hei", 400)).value
    text = fontconfig(faces, tmp_path / "cache").read_text(encoding="utf-8")
    rejected, _, _ = text.partition("</rejectfont>")
    assert "<string>Test Hei &amp; Co</string>" in rejected
    assert "<string>Test Hei</string>" not in rejected


def test_a_damaged_configuration_and_a_lost_link_are_mended(faces, tmp_path):
    first = fontconfig(faces, tmp_path / "cache")
    whole = first.read_bytes()
    first.write_bytes(b"")
    link = first.parent / "files" / "song-400.ttf"
    link.unlink()
    link.symlink_to(tmp_path / "gone")
    assert fontconfig(faces, tmp_path / "cache").read_bytes() == whole
    assert link.resolve() == faces.by_role["song", 400].path.resolve()


def test_two_files_of_one_name_are_both_linked(folder, tmp_path):
    manifest = MANIFEST.replace('"song-400.ttf"', '"a/face.ttf"').replace(
        '["hei.ttc", "hei-400.ttf"]', '["b/face.ttf"]'
    )
    (folder / "fonts.toml").write_text(manifest, encoding="utf-8")
    for name, family in (("a", "Test Song"), ("b", "Test Hei")):
        (folder / name).mkdir()
        saved(folder, f"{name}/face.ttf", family)
    faces = found(folder, ("song", 400), ("hei", 400)).value
    configuration = fontconfig(faces, tmp_path / "cache")
    targets = {link.resolve() for link in (configuration.parent / "files").iterdir()}
    assert targets == {folder / "a" / "face.ttf", folder / "b" / "face.ttf"}


def test_a_folder_that_cannot_be_written_is_replaced_by_one_that_passes(faces, tmp_path):
    (tmp_path / "file").write_text("no folder")
    configuration = fontconfig(faces, tmp_path / "file" / "cache")
    assert len(list((configuration.parent / "files").iterdir())) == 2
    assert tmp_path not in configuration.parents


def test_without_any_folder_to_write_in_the_error_names_the_one_that_was_meant(
    faces, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(CannotWriteError) as caught:
        fontconfig(faces, tmp_path / "file" / "cache")
    (finding,) = caught.value.findings
    assert finding.code == "font-cache"
    assert str(tmp_path / "file" / "cache") in finding.message("zh")


def test_pango_borrows_in_the_order_that_coverage_reports(folder, tmp_path):
    if shutil.which("fc-match") is None:
        pytest.skip("fc-match is not here")
    for name, family in (("song-400", "Song"), ("hei-400", "Hei"), ("rare", "Rare")):
        saved(folder, f"{name}.ttf", f"Test {family}")
    faces = found(folder, ("song", 400), ("hei", 400)).value
    for own, others in (("Song", ["Rare", "Hei"]), ("Hei", ["Rare", "Song"])):
        answer = matched(fontconfig(faces, tmp_path), "-a", "-f", "%{family}\n", f"Test {own}")
        assert answer == [f"Test {family}" for family in (own, *others)]


def matched(configuration, *arguments):
    """What fontconfig answers under our configuration, a line each."""
    return subprocess.run(
        ["fc-match", *arguments],
        env=os.environ | {"FONTCONFIG_FILE": str(configuration)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()


# --- the machine's folders, and our own manifest with real faces ----------------------------------


def test_folders_follow_the_environment_and_an_empty_home_is_none(tmp_path):
    own, user, data = (tmp_path / name for name in ("own", "home/.local/share/fonts", "data/fonts"))
    for folder in (own, user, data):
        folder.mkdir(parents=True)
    environment = {
        "PUBLISHER_FONTS": str(own),
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_DIRS": str(tmp_path / "data"),
    }
    folders = font_folders(environment, "linux")
    assert folders[0] == own
    assert folders.index(user) < folders.index(data)
    assert all(folder.is_absolute() for folder in font_folders({}, "linux"))


def real(*needs):
    outcome = find_faces(needs, fonts=(bundled("fonts"),))
    if outcome.findings:
        pytest.skip("not every face is installed: " + outcome.findings[0].message("en"))
    return outcome.value


NEWS = [("song", w) for w in (400, 600, 900)] + [("hei", w) for w in (400, 500, 700)]


def test_the_faces_of_a_bulletin_hold_gb2312(tmp_path):
    faces = real(*NEWS, ("kai", 400))
    gb2312 = "".join(
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in (*range(0xB0, 0xF8), 0xA3)
        for cell in range(0xA1, 0xFF)
    )
    assert len(gb2312) > 6800
    assert coverage(faces, [(role, weight, gb2312, None) for role, weight in faces.by_role]) == ()


def test_each_weight_asked_for_is_the_file_that_fontconfig_selects(tmp_path):
    if shutil.which("fc-match") is None:
        pytest.skip("fc-match is not here")
    faces = real(*NEWS)
    configuration = fontconfig(faces, tmp_path)
    for face in faces.by_role.values():
        pattern = f"{face.family}:weight={_FONTCONFIG_WEIGHTS[face.weight]}:lang=zh-cn"
        file, *rest = matched(configuration, "-f", "%{file}\n%{family[0]}\n%{index}", pattern)
        assert Path(file).resolve() == face.path.resolve()
        assert rest == [face.family, str(face.index)]


# fontconfig.h: FC_WEIGHT_*
_FONTCONFIG_WEIGHTS = {300: 50, 400: 80, 500: 100, 600: 180, 700: 200, 900: 210}


def test_our_manifest_offers_every_role_and_says_what_would_bring_it():
    nothing = offers(fonts=(bundled("fonts"),), folders=()).value
    shown = {(offer.role, offer.weight): offer for offer in nothing}
    assert shown["song", 900].package == "fonts-noto-cjk-extra"
    assert shown["hei", 400].package == "fonts-noto-cjk"
    assert shown["kai", 400].zh == "楷体"
    assert {role for role, _ in shown} >= {"song", "hei", "kai", "fang", "latin", "mono", "rare"}
    assert not any(offer.face for offer in nothing)
