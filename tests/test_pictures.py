"""Pictures: what is received is told apart by its bytes, and what is printed tells nothing else."""

import io
import struct
import subprocess
import sys
import warnings
import zlib
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from publisher.article import Asset
from publisher.pictures import Rendering, inspect, render, render_all
from publisher.pictures.colour import flat
from publisher.pictures.inspection import has_heif
from publisher.pictures.jpeg import bare
from tests.effort import effort
from tests.photographs import EXAMPLES, SHOTS, TRACES, photograph

CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "yellow": (1, 1)}


def corners(size=(240, 160), mode="RGB"):
    """A picture whose four quarters tell which side is up."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    half = (size[0] // 2, size[1] // 2)
    for colour, (x, y) in CORNERS.items():
        left, top = x * half[0], y * half[1]
        draw.rectangle((left, top, left + half[0], top + half[1]), fill=colour)
    return image.convert(mode)


def saved(image, form="JPEG", **options):
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def asset(data, name="01.jpg"):
    return Asset.of(name, data)


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def rendered(data, width=1200, **options):
    outcome = render(asset(data), width, **options)
    assert outcome.value is not None, codes(outcome)
    return outcome.value


def seen(picture):
    image = Image.open(io.BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return image


def middle(image, x, y):
    """The colour in the middle of a quarter."""
    return image.convert("RGB").getpixel(
        (int(image.width * (0.25 + 0.5 * x)), int(image.height * (0.25 + 0.5 * y)))
    )


def near(colour, other, by=24):
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def photo(width=900):
    return photograph(replace(SHOTS[0], capture=False), width=width)


# --- what it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_the_format_is_found_from_the_bytes(form):
    outcome = inspect(asset(saved(corners(), form), "without-extension"))
    assert (outcome.value.format, outcome.value.width, outcome.value.height) == (form, 240, 160)
    assert outcome.findings == ()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_a_truncated_picture_is_broken(form):
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    data = saved(noise, form)
    outcome = inspect(asset(data[: len(data) * 2 // 3]))
    assert outcome.value is None
    assert codes(outcome) == ["picture-broken"]
    assert outcome.findings[0].place[0] == "01.jpg"


def test_a_truncated_picture_is_not_rendered_either():
    data = photo()
    outcome = render(asset(data[: len(data) // 2]), 400)
    assert (outcome.value, codes(outcome)) == (None, ["picture-broken"])
    outcome = render(asset(data[: len(data) // 2]), 4000)
    assert (outcome.value, codes(outcome)) == (None, ["picture-broken"])


@pytest.mark.parametrize(
    "data", [b"", b"<!DOCTYPE html><title>403</title>", b"%!PS-Adobe-3.0 EPSF"]
)
def test_what_is_no_picture_is_said_to_be_none(data):
    outcome = inspect(asset(data))
    assert (outcome.value, codes(outcome)) == (None, ["picture-unknown"])


def test_a_name_that_lies_about_the_format_is_a_warning():
    outcome = inspect(asset(saved(corners(), "WEBP"), "01.JPG"))
    assert outcome.value.format == "WEBP"
    assert codes(outcome) == ["picture-type"]


@pytest.mark.parametrize("start", ["", "\ufeff", '<?xml version="1.0"?>\n<!-- drawn -->\n'])
def test_svg_is_refused_for_now(start):
    data = (start + '<svg xmlns="http://www.w3.org/2000/svg"/>').encode()
    assert codes(inspect(asset(data, "chart.svg"))) == ["picture-svg"]


@pytest.fixture
def without_heif(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    has_heif.cache_clear()
    yield
    has_heif.cache_clear()


def test_a_telephone_s_picture_is_opened_upright_by_the_extra():
    pillow_heif = pytest.importorskip("pillow_heif")
    from PIL import Image

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (60, 40), "#335577")).save(out, quality=90)
    outcome = inspect(asset(out.getvalue(), "IMG_0001.HEIC"))
    assert outcome.findings == ()
    assert (outcome.value.format, outcome.value.width, outcome.value.height) == ("HEIF", 60, 40)


@pytest.mark.usefixtures("without_heif")
def test_heic_needs_another_decoder():
    data = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic") + bytes(64)
    outcome = inspect(asset(data, "IMG_0001.HEIC"))
    assert (outcome.value, codes(outcome)) == (None, ["picture-unreadable"])


def huge_png(width, height):
    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(64)))


@pytest.mark.parametrize("size", [(11_000, 11_000), (40_000, 10), (10, 40_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = inspect(asset(huge_png(*size)))
        assert render(asset(huge_png(*size)), 100).value is None
    assert (outcome.value, codes(outcome)) == (None, ["picture-bomb"])


def test_a_large_photograph_within_the_limits_is_no_bomb():
    outcome = inspect(asset(huge_png(10_900, 11_000)), whole=False)
    assert outcome.value is not None
    assert "picture-bomb" not in codes(outcome)


def test_of_an_animation_the_first_frame_is_printed():
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "lime")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    outcome = render(asset(data), 40)
    assert codes(outcome) == ["picture-type", "picture-animated"]
    assert near(middle(seen(outcome.value), 0, 0), (255, 0, 0))


def test_a_speck_is_remarked():
    assert codes(inspect(asset(saved(Image.new("RGB", (1, 1))), "t.jpg"))) == ["picture-tiny"]


def test_damaged_capture_data_is_a_finding_and_not_a_warning(capfd):
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\x00" + b"\x12\x01\x03\x00\xff\xff\xff\xff" * 3
    data = saved(corners(), exif=exif)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = render(asset(data), 100)
    assert outcome.value is not None
    assert set(codes(outcome)) == {"picture-odd"}
    assert capfd.readouterr() == ("", "")


def test_libtiff_does_not_write_on_stderr(capfd):
    noise = Image.effect_noise((90, 60), 90).convert("RGB")
    for compression in ("tiff_deflate", "tiff_lzw"):
        data = bytearray(saved(noise, "TIFF", compression=compression))
        data[60:300] = bytes(240)
        assert render(asset(bytes(data), "01.tif"), 40).value is None
    sys.stderr.write("still heard")
    assert capfd.readouterr().err == "still heard"


def test_importing_the_package_does_not_import_pillow():
    code = "import sys, publisher.pictures, publisher.prepared; sys.exit('PIL' in sys.modules)"
    root = EXAMPLES.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def refused_or_remarked():
    """A picture a code of the family, each with what it leads to."""
    frames = [Image.new("L", (9, 9), at) for at in (0, 255)]
    heic = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic")
    wrong = b"Exif\0\0II*\0\x08\0\0\0\xff\x00" + b"\x12\x01\x03\x00\xff\xff\xff\xff" * 3
    cmyk = Image.new("CMYK", (9, 9))
    yield "picture-broken", photo()[:900]
    yield "picture-unknown", b"<html>"
    yield "picture-unreadable", heic
    yield "picture-svg", b"<svg/>"
    yield "picture-bomb", huge_png(60_000, 60_000)
    yield "picture-type", saved(corners(), "PNG")
    yield "picture-animated", saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    yield "picture-colour", saved(cmyk, icc_profile=b"a profile of some press")
    yield "picture-colour-guessed", saved(cmyk)
    yield "picture-tiny", saved(Image.new("L", (1, 90)))
    yield "picture-odd", saved(corners(), exif=wrong)


@pytest.mark.usefixtures("without_heif")
def test_every_finding_says_what_is_wrong_and_what_to_do_in_both_languages():
    for code, data in refused_or_remarked():
        (finding,) = [f for f in inspect(asset(data)).findings if f.code == code]
        for language in ("zh", "en"):
            assert "01.jpg" in finding.message(language)
            assert finding.hint(language)
            assert "{" not in finding.message(language) + finding.hint(language)


FORMS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")


@cache
def sound(which):
    """A sound small picture of each format; the last one is a photograph with capture data."""
    if which == len(FORMS):
        return photograph(SHOTS[1], width=64)
    return saved(corners((32, 24)), FORMS[which])


@settings(max_examples=effort(150), deadline=None)
@given(
    which=st.integers(0, len(FORMS)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=9)), max_size=4),
)
def test_no_damage_raises_anything(which, cuts):
    data = bytearray(sound(which))
    for at, bytes_ in cuts:
        place = int(at * len(data))
        data[place : place + len(bytes_)] = bytes_
    outcome = render(asset(bytes(data)), 20)
    refused = {"picture-broken", "picture-unknown", "picture-bomb", "picture-svg"}
    assert (outcome.value is None) == bool(refused & set(codes(outcome)))


# --- how it is printed ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [300, 4000])
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: f"{shot.aspect:.2f}-{shot.orientation}")
def test_nothing_of_the_camera_is_printed(shot, width):
    data = photograph(shot, width=600)
    assert not shot.capture or all(trace in data for trace in TRACES)
    picture = rendered(data, width)
    assert not [trace for trace in TRACES if trace in picture.data]
    assert not Image.open(io.BytesIO(picture.data)).getexif()
    assert "icc_profile" not in seen(picture).info
    assert "comment" not in seen(picture).info


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "AVIF", "GIF"])
def test_nothing_that_other_formats_carry_is_printed(form):
    exif = Image.Exif()
    exif[271] = "Tatebayashi"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {} if form == "GIF" else {"exif": exif.tobytes(), "icc_profile": profile}
    data = saved(corners(), form, **more, **({"comment": b"kept by"} if form == "GIF" else {}))
    picture = rendered(data)
    for trace in (b"Tatebayashi", b"Exif", b"eXIf", b"kept by", b"iCCP", b"ICC_PROFILE", b"tEXt"):
        assert trace not in picture.data


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "TIFF", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("width", [60, 4000])
def test_pictures_stand_upright(form, orientation, width):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = corners()
    if orientation > 1:
        image = image.transpose(turned[orientation])
    exif = Image.Exif()
    exif[274] = orientation
    data = saved(image, form, exif=exif.tobytes())
    facts = inspect(asset(data)).value
    assert (facts.width, facts.height) == (240, 160)
    picture = rendered(data, width)
    assert (picture.width, picture.height) == (min(width, 240), min(width, 240) * 2 // 3)
    for colour, (x, y) in CORNERS.items():
        expected = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert near(middle(seen(picture), x, y), expected, 40), colour


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photograph_is_the_same_however_the_camera_was_held(orientation):
    held = rendered(photograph(replace(SHOTS[1], orientation=orientation), width=900), 300)
    level = rendered(photograph(replace(SHOTS[1], orientation=1), width=900), 300)
    error = ImageStat.Stat(ImageChops.difference(seen(held), seen(level))).rms
    assert max(error) < 6


def test_a_small_jpeg_that_fits_keeps_its_pixels():
    data = photograph(SHOTS[0], width=600)
    picture = rendered(data, 600)
    assert len(picture.data) < len(data)
    with Image.open(io.BytesIO(data)) as received:
        assert ImageChops.difference(received.convert("RGB"), seen(picture)).getbbox() is None


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("RGB", {}),
        ("RGB", {"progressive": True}),
        ("RGB", {"subsampling": 0, "comment": b"a comment"}),
        ("RGB", {"restart_marker_blocks": 3}),
        ("L", {"dpi": (300, 300)}),
    ],
)
def test_a_bared_jpeg_has_the_same_pixels_and_no_other_segments(mode, options):
    data = saved(corners((123, 77), mode), **options)
    stripped = bare(data + b"a second picture, or a film")
    assert stripped.endswith(b"\xff\xd9")
    with Image.open(io.BytesIO(data)) as a, Image.open(io.BytesIO(stripped)) as b:
        assert a.tobytes() == b.tobytes()
        assert list(dict(b.applist)) == ["APP0"]
    assert b"a comment" not in stripped
    assert bare(stripped) == stripped


@given(st.binary(max_size=200))
def test_baring_never_raises(data):
    for stream in (data, b"\xff\xd8" + data, b"\xff\xd8\xff\xda\x00\x02" + data):
        stripped = bare(stream)
        assert stripped is None or stripped.endswith(b"\xff\xd9")


def test_rgb_coded_jpegs_keep_their_colours():
    data = saved(corners(), keep_rgb=True)
    picture = rendered(data)
    for colour, (x, y) in CORNERS.items():
        assert near(middle(seen(picture), x, y), Image.new("RGB", (1, 1), colour).getpixel((0, 0)))


def test_pixels_are_never_invented():
    assert rendered(photo(300), 2000).width == 300


def test_a_photograph_comes_out_at_the_width_asked_for():
    picture = rendered(photo(900), 500)
    assert (picture.width, picture.height, picture.mime) == (500, 333, "image/jpeg")
    with Image.open(io.BytesIO(photo(900))) as received:
        ideal = received.resize((500, 333), Image.Resampling.LANCZOS)
    error = ImageStat.Stat(ImageChops.difference(ideal, seen(picture))).rms
    assert max(error) < 8


def test_cmyk_becomes_srgb_and_is_said():
    image = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    outcome = render(asset(saved(image)), 60)
    assert codes(outcome) == ["picture-colour-guessed"]
    assert seen(outcome.value).mode == "RGB"
    assert near(middle(seen(outcome.value), 0, 0), (255, 0, 0), 40)


def swapped_profile():
    """An RGB profile whose red is sRGB's green, and the other way about."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    return data.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize("width", [60, 30])
def test_colours_of_another_rgb_space_are_converted_to_srgb(width):
    data = saved(Image.new("RGB", (60, 40), (255, 0, 0)), icc_profile=swapped_profile())
    colour = middle(seen(rendered(data, width)), 0, 0)
    assert near(colour, (0, 255, 0), 60), colour


def test_a_profile_for_other_colours_than_the_picture_has_is_left_aside():
    data = saved(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), icc_profile=swapped_profile())
    assert near(middle(seen(rendered(data)), 0, 0), (255, 0, 0), 40)
    data = saved(corners(), icc_profile=b"no profile at all")
    assert near(middle(seen(rendered(data)), 0, 0), (255, 0, 0), 40)


def test_sixteen_bits_are_scaled_and_not_clipped():
    image = Image.new("I;16", (64, 64), 117 * 257)
    for form in ("PNG", "TIFF"):
        assert seen(rendered(saved(image, form))).convert("L").getpixel((9, 9)) in (116, 117, 118)


@pytest.mark.parametrize(
    ("mode", "value", "grey"), [("F", 0.5, 128), ("F", 200.0, 200), ("I", 2**30, 255)]
)
def test_measured_values_are_brought_to_eight_bits(mode, value, grey):
    data = saved(Image.new(mode, (8, 8), value), "TIFF")
    assert abs(seen(rendered(data)).convert("L").getpixel((3, 3)) - grey) <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparent_parts_are_white(mode):
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0)).convert(mode)
    assert flat(clear).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_transparent_colour_of_a_palette_is_white():
    image = Image.new("P", (20, 20), 1)
    image.putpalette([255, 0, 0, 0, 0, 0])
    picture = rendered(saved(image, "PNG", transparency=1))
    assert middle(seen(picture), 0, 0) == (255, 255, 255)


@pytest.mark.parametrize("width", [900, 300])
def test_the_grey_edition_is_grey(width):
    assert seen(rendered(photo(900), width, grey=True)).mode == "L"


def test_a_drawing_stays_lossless_and_a_photograph_does_not():
    drawing = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(drawing)
    for at in range(12):
        draw.rectangle((70 * at + 20, 560 - 40 * at, 70 * at + 60, 570), fill=(196, 22, 28))
    assert rendered(saved(drawing, "PNG"), 600).mime == "image/png"
    with Image.open(io.BytesIO(photo(900))) as photograph_:
        assert rendered(saved(photograph_, "PNG"), 600).mime == "image/jpeg"


def test_the_same_picture_gives_the_same_bytes_in_threads_too():
    assets = [asset(photograph(shot, width=500), f"{at}.jpg") for at, shot in enumerate(SHOTS)]
    wanted = [(a, inspect(a, whole=False).value, 320) for a in assets]
    first = render_all(wanted, Rendering())
    again = render_all(list(reversed(wanted)), Rendering())
    assert dict(first.value) == dict(again.value)
    assert {d: p.data for d, p in first.value.items()} == {
        d: p.data for d, p in again.value.items()
    }
    assert len(first.value) == len(SHOTS)


# --- the cache --------------------------------------------------------------------------------


def kept(folder):
    return sorted(file for file in folder.iterdir())


def test_a_kept_picture_is_not_made_again(tmp_path):
    a = asset(photo(900))
    facts = inspect(a).value
    made = render_all([(a, facts, 400)], Rendering(cache=tmp_path)).value
    hollow = Asset(a.name, b"not decoded again", a.digest)
    recalled = render_all([(hollow, facts, 400)], Rendering(cache=tmp_path)).value
    assert recalled[a.digest].data == made[a.digest].data
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage", [lambda d: b"", lambda d: d[:-9], lambda d: d[:-1] + b"?", lambda d: b"x" * 99]
)
def test_a_damaged_cache_file_is_made_anew(tmp_path, damage):
    a = asset(photo(900))
    good = rendered(a.data, 400, cache=tmp_path)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert rendered(a.data, 400, cache=tmp_path).data == good.data
    assert file.read_bytes() == whole


def test_each_setting_has_its_own_place_in_the_cache(tmp_path):
    data = photo(900)
    for options in ({}, {"quality": 60}, {"grey": True}):
        rendered(data, 400, cache=tmp_path, **options)
    rendered(data, 300, cache=tmp_path)
    assert len(kept(tmp_path)) == 4
    assert len({sha256(file.read_bytes()).digest() for file in kept(tmp_path)}) == 4


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert rendered(photo(900), 400, cache=tmp_path / "file").width == 400
