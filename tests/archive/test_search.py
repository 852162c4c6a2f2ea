"""What is found is what a plain scan would find; the catalogue can be made again."""

import datetime as dt
import shutil

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.archive import Archive, Filters, bigrams
from publisher.archive.catalog import Catalog
from publisher.archive.facts import Facts, Row
from tests.effort import effort

ID = "20210422-chun-ji-zhi-shu"
LETTERS = "春季植树园区新闻的，。a1Ａ\n "


def facts_of(number, text):
    name = f"20210422-{number}"
    row = Row(name, 1, "published", "题", "", (), "2021-04-22", "", "", (), None, "", "", "", "")
    return Facts(row, 1, 1, "", "", "", str(number), text, (), frozenset())


@given(
    st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=8),
    st.integers(0, 7),
    st.integers(0, 29),
    st.integers(1, 8),
    st.text(LETTERS, max_size=4),
)
@settings(max_examples=effort(60), deadline=None)
def test_search_equals_a_plain_scan(empty_catalog, texts, which, start, length, stranger):
    texts = list(dict.fromkeys(texts))
    with empty_catalog() as catalog:
        for number, text in enumerate(texts, 1):
            catalog.put(facts_of(number, text))
        taken = texts[which % len(texts)][start : start + length]
        for query in (taken, stranger):
            wanted = bigrams.words_of(query)
            if not wanted:
                continue
            scan = {
                f"20210422-{number}"
                for number, text in enumerate(texts, 1)
                if all(word in bigrams.fold(text) for word in wanted)
            }
            assert {hit.row.id for hit in catalog.search(query, Filters())} == scan


def test_every_stretch_of_a_filed_text_is_found(archive, record):
    body = "四月二十二日，园区举行春季植树活动，三百名员工参加。"
    archive.file(record(body))
    for length in range(1, 9):
        for start in range(len(body) - length + 1):
            hits = archive.search(body[start : start + length]).value
            assert [hit.row.id for hit in hits] == [ID]
    assert archive.search("员三百").value == ()
    assert archive.search("树活动三百").value == ()


def test_pairs_that_do_not_stand_together_are_no_hit(archive, record):
    archive.file(record("甲乙，乙丙，丙丁。"))
    assert len(archive.search("甲乙 丙丁").value) == 1
    assert archive.search("甲乙丙").value == ()
    assert archive.search("甲乙丙丁").value == ()


def test_quotes_and_operators_in_a_query_are_only_characters(archive, record):
    archive.file(record('他说"好" AND NOT (x) * ^ : 100%'))
    for query in ('"好"', "AND", "NOT", "(x)", "*", "^", ":", "100%", '说"'):
        assert len(archive.search(query).value) == 1
    assert archive.search('"坏"').value == ()


def test_width_and_case_do_not_matter_and_excerpts_show_the_place(archive, record):
    archive.file(record("ＡＩ赋能Newsroom 2021 年"))
    for query in ("ai", "newsroom", "２０２１"):
        assert len(archive.search(query).value) == 1
    assert "赋能" in archive.search("赋能").value[0].excerpt


def test_newest_first_and_filters(archive, record):
    for day in (1, 3, 2):
        date = dt.date(2021, 4, day)
        archive.file(record(str(day), date=date, path=str(day), title=f"植树{day}"))
    archive.file(record("旧", date=dt.date(2020, 12, 31), path="旧", title="植树旧"))
    dates = [row.date for row in archive.list().value]
    assert dates == ["2021-04-03", "2021-04-02", "2021-04-01", "2020-12-31"]
    assert [hit.row.date for hit in archive.search("植树", Filters(limit=2)).value] == dates[:2]
    assert [row.date for row in archive.list(Filters(year=2020)).value] == dates[3:]
    since = Filters(since=dt.date(2021, 4, 2), until=dt.date(2021, 4, 2))
    assert [hit.row.date for hit in archive.search("植树", since).value] == ["2021-04-02"]


def test_only_the_newest_text_is_found(archive, record):
    archive.file(record("樱花"))
    archive.file(record("梧桐"))
    assert archive.search("樱花").value == ()
    assert [hit.row.version for hit in archive.search("梧桐").value] == [2]


def test_received_text_is_searched_where_there_is_no_article(archive, record):
    archive.file(record(files={"source/a.txt": "银杏大道".encode("gb18030")}))
    assert len(archive.search("银杏").value) == 1


def grown(archive, record):
    archive.file(record("甲"))
    archive.file(record("乙", path="b", title="别的"))
    archive.file(record("丙", status="draft", path="c", title="草稿"))
    archive.file(record("甲甲", date=dt.date(2021, 4, 22)))
    return archive


def test_the_grown_catalogue_has_the_rows_of_a_rebuilt_one(archive, record):
    grown(archive, record)
    with Catalog.opened(archive.layout.catalog, archive.system) as catalog:
        before = catalog.dump()
        found = [catalog.search(word, Filters(everything=True)) for word in "甲乙丙植"]
    archive.reindex()
    with Catalog.opened(archive.layout.catalog, archive.system) as catalog:
        assert catalog.dump() == before
        assert [catalog.search(w, Filters(everything=True)) for w in "甲乙丙植"] == found


def test_two_rebuilds_are_the_same_bytes(archive, record):
    grown(archive, record)
    rebuilt = []
    for _ in range(2):
        archive.layout.catalog.unlink()
        shutil.rmtree(archive.layout.index)
        archive.reindex()
        files = sorted(p for p in archive.layout.index.rglob("*") if p.is_file())
        rebuilt.append([archive.layout.catalog.read_bytes(), *(p.read_bytes() for p in files)])
    assert rebuilt[0] == rebuilt[1]


def test_the_index_that_grew_is_the_index_that_is_rebuilt(archive, record):
    grown(archive, record)
    files = sorted(p for p in archive.layout.index.rglob("*") if p.is_file())
    before = {p: p.read_bytes() for p in files}
    archive.reindex()
    files = sorted(p for p in archive.layout.index.rglob("*") if p.is_file())
    assert {p: p.read_bytes() for p in files} == before


def test_a_month_that_has_lost_its_records_leaves_the_index(archive, record):
    archive.file(record("甲", as_id="20210422-a"))
    archive.file(record("甲", as_id="20210422-a", date=dt.date(2021, 5, 1)))
    names = {p.name for p in archive.layout.index.rglob("2021-*")}
    assert names == {"2021-05.json", "2021-05.csv", "2021-05.html"}
    assert not archive.verify().value.damages


def test_a_missing_or_broken_catalogue_is_read_around_and_mended(archive, record):
    archive.file(record())
    for harm in (archive.layout.catalog.unlink, lambda: archive.layout.catalog.write_bytes(b"x")):
        harm()
        listed = archive.list()
        assert [row.id for row in listed.value] == [ID]
        assert [finding.code for finding in listed.findings] == ["archive-catalog-missing"]
        assert archive.match(record().identity).id == ID
        outcome = archive.file(record(f"另一版 {harm}"))
        assert not outcome.findings
        assert archive.list().findings == ()
        assert not archive.verify().value.damages


def test_csv_opens_in_a_spreadsheet_without_a_live_formula(archive, record):
    archive.file(record(title='=HYPERLINK("http://x")', slug="a"))
    data = (archive.layout.index / "index.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "\"'=HYPERLINK" in data.decode()


def test_html_is_escaped_and_links_to_the_pdf(archive, record):
    archive.file(record(title="<b>粗</b>&", slug="a"))
    for page, up in (("index.html", ".."), ("2021/2021-04.html", "../..")):
        path = archive.layout.index / page
        text = path.read_text()
        assert "&lt;b&gt;粗&lt;/b&gt;&amp;" in text
        link = f"{up}/objects/2021/0422/20210422-a/v1/content/bulletin.pdf"
        assert f'href="{link}"' in text
        assert (path.parent / link).exists()


def test_an_empty_archive_lists_nothing_without_complaint(archive):
    assert archive.list() == archive.search("植树")
    assert archive.list().findings == ()
    assert not archive.verify().value.damages
    assert Archive.open(archive.root).reindex().value == 0
    assert not archive.verify().value.damages


def test_the_names_of_the_front_matter_are_no_words_of_the_article(archive, record):
    text = "---\ntitle: 春季植树\nsigner: 王明\nkeywords: [树, 春]\n---\n\n正文 title。\n"
    archive.file(record(files={"article.md": text.encode()}))
    found = [archive.search(word).value for word in ("signer", "王明", "keywords", "正文 title")]
    assert [len(hits) for hits in found] == [0, 1, 0, 1]
