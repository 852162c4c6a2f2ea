import datetime as dt

from hypothesis import HealthCheck, given, settings

from publisher.article import Article, Figure, Metadata, Paragraph, Quote, Run
from publisher.readers import read_text
from publisher.readers.markdown_writer import write
from tests.effort import effort
from tests.readers.articles import articles, metadatas


def read_back(article):
    return read_text("article.md", write(article).encode(), allow_missing=True).value.article


@settings(max_examples=effort(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(articles)
def test_what_was_written_reads_back_as_the_same_article(article):
    assert read_back(article) == article


@settings(max_examples=effort(60), deadline=None)
@given(metadatas())
def test_every_metadata_reads_back(metadata):
    assert read_back(Article(metadata, ())).metadata == metadata


def test_an_ordinary_article_looks_as_if_it_had_been_typed():
    article = Article(
        Metadata(
            title="湖畔科普联盟成立：望远镜进社区",
            date=dt.date(2021, 4, 22),
            time=dt.time(9, 30),
            authors=("甲", "乙"),
        ),
        (
            Paragraph((Run("近日，"), Run("“联盟”", strong=True), Run("成立 - 3 < 5。"))),
            Figure(
                "images/01.jpg", alt="现场", caption=(Run("签约现场"),), credit="甲 摄", width=60
            ),
            Quote((Paragraph((Run("这很好。"),)),), attribution=(Run("镜湖光学 王五"),)),
        ),
    )
    assert write(article) == (
        "---\n"
        "title: 湖畔科普联盟成立：望远镜进社区\n"
        "date: 2021-04-22 09:30\n"
        "authors: [甲, 乙]\n"
        "---\n"
        "\n"
        "近日，**“联盟”**成立 - 3 < 5。\n"
        "\n"
        '![现场](images/01.jpg "签约现场"){credit="甲 摄" width=60%}\n'
        "\n"
        "> 这很好。\n"
        ">\n"
        "> —— 镜湖光学 王五\n"
    )
