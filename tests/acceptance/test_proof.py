"""The proof of set pages: what is printed of it, the marked PDF, and how it ends."""

import io

import pikepdf
import pytest

pytestmark = [pytest.mark.pages, pytest.mark.slow]

ROOM = "https://example.org/" + "a" * 90
LONG = f"""---
title: 灯塔由值班员看管
date: 2026-04-18
---
湖上的灯塔从今天起改由值班员在岸上看管，网址是{ROOM}欢迎查看。

湖上的灯塔一百年来由守塔人看管，他们住在塔下的石屋里，每天傍晚点起灯，清晨熄灯。
"""


@pytest.fixture
def article(tmp_path):
    (tmp_path / "long.md").write_text(LONG, encoding="utf-8")
    return tmp_path


def drawn(data, count=None):
    """What each page draws, as one stream."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = []
        for page in list(pdf.pages)[:count]:
            page.contents_coalesce()
            found.append(page.Contents.read_bytes())
        return found, len(pdf.pages)


def test_every_line_that_had_to_give_is_told_at_its_place(publisher, article):
    ran = publisher("proof", "long.md", "--lang", "en")
    assert ran.exit == 0, ran.err
    assert "long.md:5:" in ran.out
    assert "short of its measure" in ran.out
    assert "Faces" in ran.out
    assert ran.out.splitlines()[-1] == str(article / "out" / "long.proof.pdf")
    assert "行没有排满" in publisher("proof", "long.md", "--lang", "zh").out


def test_the_answer_for_programs_holds_the_whole_report(publisher, article):
    answer = publisher("proof", "long.md", "--json", "-o", "p.pdf").json
    (result,) = answer["results"]
    assert (answer["ok"], result["output"], result["exceeds"]) == (True, "p.pdf", True)
    assert result["characters"] == sum(page["characters"] for page in result["pages"])
    short = [r for page in result["pages"] for r in page["remarks"] if r["code"] == "page-short"]
    assert short
    for remark in short:
        assert (remark["file"], remark["line"], remark["severity"]) == ("long.md", 5, "warning")
        assert remark["value"] < -0.02
    assert {face["family"] for face in result["faces"]}
    assert (article / "p.pdf").is_file()


def test_strict_fails_where_a_limit_is_exceeded_and_only_there(publisher, article):
    calm = LONG.replace(ROOM, "见公告栏，")
    (article / "calm.md").write_text(calm, encoding="utf-8")
    assert publisher("proof", "long.md", "--strict", "-n").exit == 1
    assert publisher("proof", "calm.md", "--strict", "-n").exit == 0
    assert not (article / "out").exists()


def test_the_pages_under_the_marks_are_those_that_are_published(publisher, article):
    publisher("render", "long.md", "--to", "pdf")
    publisher("proof", "long.md")
    pages, count = drawn((article / "out" / "long.pdf").read_bytes())
    marked, total = drawn((article / "out" / "long.proof.pdf").read_bytes(), count)
    assert total > count  # the report follows
    for page, under in zip(pages, marked, strict=True):
        assert page.strip() in under


def test_the_same_proof_is_the_same_bytes(publisher, article):
    publisher("proof", "long.md", "-o", "one.pdf", TZ="UTC")
    publisher("proof", "long.md", "-o", "two.pdf", TZ="Asia/Tokyo")
    assert (article / "one.pdf").read_bytes() == (article / "two.pdf").read_bytes()


def test_what_cannot_be_published_has_no_proof(publisher, article):
    assert publisher("proof", "nothing.md").exit == 66
    (article / "gap.md").write_text("# 灯塔\n\n![塔](tower.png)\n\n正文。\n", encoding="utf-8")
    ran = publisher("proof", "gap.md", "--set", "date=2026-04-18")
    assert ran.exit == 65
    assert "gap.md:3" in ran.err
    assert not (article / "out").exists()
    allowed = publisher("proof", "gap.md", "--set", "date=2026-04-18", "--allow-missing")
    assert allowed.exit == 0
    assert "tower.png" in allowed.out


def test_an_unknown_kind_is_told_with_the_nearest(publisher, article):
    ran = publisher("proof", "long.md", "-t", "newss")
    assert (ran.exit, "Did you mean: news?" in ran.err) == (2, True)
