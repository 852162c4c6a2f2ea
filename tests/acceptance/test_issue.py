"""A whole issue: several articles under one masthead."""

import io

import pypdf
import pytest

pytestmark = [pytest.mark.pages, pytest.mark.slow]

ISSUE = """\
title = "园区通讯"
number = 12
date = 2026-04-30
issuer = "园区办公室"
[[section]]
title = "要闻"
articles = ["a.md", {{ file = "b.txt", start = "{start}" }}]
"""


FIRST = "---\ntitle: 第一篇报道\ndate: 2026-04-29\n---\n\n第一篇的正文。\n"
SECOND = "第二篇报道\n\n来源:园区 2026-04-30\n\n第二篇的正文。\n"


@pytest.fixture
def issue(tmp_path):
    """Writes an issue of two articles, the second of which starts as is said."""

    def write(start):
        (tmp_path / "a.md").write_text(FIRST)
        (tmp_path / "b.txt").write_text(SECOND)
        (tmp_path / "issue.toml").write_text(ISSUE.format(start=start))

    return write


@pytest.mark.parametrize(("start", "pages"), [("run", 1), ("page", 2)])
def test_articles_run_on_or_begin_a_page_as_the_issue_says(
    publisher, issue, tmp_path, start, pages
):
    issue(start)
    ran = publisher("publish", "issue.toml", "--json")
    assert ran.exit == 0, ran.out
    (result,) = ran.json["results"]
    assert result["pages"] == pages
    reader = pypdf.PdfReader(io.BytesIO((tmp_path / result["outputs"]["pdf"]).read_bytes()))
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    assert "园区通讯" in texts[0]
    assert "第一篇的正文。" in texts[0]
    assert "第二篇的正文。" in texts[pages - 1]
    assert publisher("archive", "verify").exit == 0


def test_a_filed_issue_can_be_published_again_from_the_archive(publisher, issue):
    issue("run")
    draft = publisher("draft", "issue.toml", "--json").json["results"][0]
    ran = publisher("publish", draft["id"], "--json")
    assert ran.exit == 0, ran.out
    assert ran.json["results"][0]["version"] == 2
