"""Articles as JSON: the model itself and schema.org's NewsArticle."""

import datetime as dt
import json

import pytest
from hypothesis import given

from publisher.article import Figure, Paragraph, plain
from publisher.findings import InputError
from publisher.readers import read_text
from publisher.readers.model_json import from_json, schema, to_json
from tests.conftest import ROOT
from tests.readers.articles import articles

NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "湖畔科普联盟成立",
    "datePublished": "2026-04-20T09:30:00+08:00",
    "author": [{"@type": "Person", "name": "林小满"}, {"name": "陆知行"}],
    "publisher": {"name": "镜湖"},
    "keywords": "科普, 天文",
    "articleBody": "四月二十日,联盟成立。\n\n一、主会场\n<b>望湖阁</b>前摆开了望远镜。",
    "image": ["1.jpg", "https://example.org/2.jpg"],
}


def read(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return read_text("a.json", text.encode(), allow_missing=True)


@given(articles)
def test_what_was_written_reads_back_as_the_same_article(article):
    text = json.dumps(to_json(article), ensure_ascii=False)
    assert from_json(json.loads(text)) == article


def test_a_news_article_is_read_its_strings_as_text():
    outcome = read(NEWS)
    metadata, blocks = outcome.value.article.metadata, outcome.value.article.blocks
    assert (metadata.title, metadata.date, metadata.authors, metadata.source) == (
        "湖畔科普联盟成立",
        dt.date(2026, 4, 20),
        ("林小满", "陆知行"),
        "镜湖",
    )
    assert metadata.keywords == ("科普", "天文")
    assert [b.name for b in blocks if isinstance(b, Figure)] == ["1.jpg"]
    assert "<b>望湖阁</b>" in plain([b for b in blocks if isinstance(b, Paragraph)][-1].runs)
    assert "picture-remote" in {finding.code for finding in outcome.findings}


def test_a_news_article_in_a_graph_is_found():
    assert read({"@graph": [{"@type": "WebSite"}, NEWS]}).value.article.metadata.title


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('{"metadata": {"title": "甲"},\n}', "a.json:2:1"),
        ({"metadata": {"title": "甲"}, "blocks": [{"kind": "paragraf"}]}, "blocks[0].kind"),
        ({"metadata": {"titel": "甲"}, "blocks": []}, "metadata.titel"),
        ({"metadata": {}, "blocks": []}, "metadata.title"),
        ({"metadata": {"title": 3}, "blocks": []}, "metadata.title"),
        ({"metadata": {"title": "甲", "date": "昨天"}, "blocks": []}, "metadata.date"),
        ({"metadata": {"title": "甲"}, "blocks": [{"kind": "heading", "level": 9}]}, "level"),
        ({"metadata": {"title": "甲"}, "blocks": "text"}, "blocks"),
        ('{"a": ' + "[" * 100_000, "json-syntax"),
    ],
)
def test_what_is_no_article_is_told_where(value, words):
    with pytest.raises(InputError) as raised:
        read(value)
    [finding] = raised.value.findings
    said = ":".join(map(str, finding.place)) + finding.message("en") + finding.code
    assert words in said


def test_the_schema_knows_every_block_and_key():
    made = schema()
    assert made["$defs"]["metadata"]["required"] == ["title"]
    assert len(made["$defs"]["block"]["oneOf"]) == 12
    json.dumps(made)


def test_the_published_schema_is_the_model_s():
    published = json.loads((ROOT / "docs" / "article.schema.json").read_text(encoding="utf-8"))
    assert published == schema()
