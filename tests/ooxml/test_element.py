import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.ooxml.element import (
    element,
    paragraph_properties,
    root,
    run_properties,
    serialise,
    text,
    w,
)
from publisher.ooxml.names import qualified
from publisher.ooxml.origin import LONGEST_BOOKMARK, DraftIdentity, bookmark


def names(parent):
    return [child.tag.rpartition("}")[2] for child in parent]


def test_properties_are_put_in_the_order_of_the_schema():
    made = paragraph_properties(w("jc", val="both"), None, w("keepNext"), w("pStyle", val="X"))
    assert names(made) == ["pStyle", "keepNext", "jc"]
    assert names(run_properties(w("sz", val=24), w("rFonts"), w("b"))) == ["rFonts", "b", "sz"]


def test_a_property_that_the_order_does_not_know_is_refused():
    with pytest.raises(KeyError):
        paragraph_properties(w("sz", val=24))


def test_attributes_of_w_stand_in_its_namespace_and_others_in_none():
    assert w("jc", val="both").get(qualified("w:val")) == "both"
    made = element("wp:docPr", id=1, r_embed="rId1")
    assert made.get("id") == "1"
    assert made.get(qualified("r:embed")) == "rId1"


@pytest.mark.parametrize("characters", [" a", "a ", "\u3000甲"])
def test_white_space_at_the_edges_is_kept(characters):
    assert text("w:t", characters).get(qualified("xml:space")) == "preserve"


def test_a_part_declares_its_namespaces_once():
    data = serialise(root("w:document", "w r", w("body", w("p", w("r")))))
    assert data.count(b"xmlns:w=") == 1
    assert data.count(b"xmlns:r=") == 1


@given(st.text(min_size=1, max_size=200))
def test_a_bookmark_is_hidden_and_no_longer_than_word_allows(block):
    name = bookmark(block)
    assert name.startswith("_ky_")
    assert len(name) <= LONGEST_BOOKMARK


@given(st.sets(st.text("abc_0123456789", min_size=30, max_size=60), min_size=2, max_size=2))
def test_two_blocks_never_share_a_bookmark(blocks):
    first, second = (bookmark(block) for block in blocks)
    assert first != second


def test_the_stamp_says_version_and_base_only_where_there_are_any():
    assert dict(DraftIdentity("2026-001").properties()) == {"kanyin.id": "2026-001"}
    full = DraftIdentity("2026-001", 2, "ab" * 64)
    assert dict(full.properties()) == {
        "kanyin.id": "2026-001",
        "kanyin.version": "2",
        "kanyin.base": "ab" * 64,
    }
