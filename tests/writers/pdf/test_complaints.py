"""What the layout engine says of a style sheet stands at its own line of its own file."""

import pytest

from publisher.findings import Finding
from publisher.writers.pdf.complaints import complaints, placed

FURNITURE, PRINT = ".a { }\n.b { }\n", ".head { }\n.x { margin-botom: 3pt }\n"


@pytest.fixture
def folders(tmp_path):
    own, base = tmp_path / "own", tmp_path / "base"
    for folder in (own, base):
        folder.mkdir()
    (base / "furniture.css").write_text(FURNITURE, encoding="utf-8")
    (base / "print.css").write_text(".not { used: here }\n", encoding="utf-8")
    (own / "print.css").write_text(PRINT, encoding="utf-8")
    return own, base


def page(*sheets):
    return "<html><style>\n" + "\n".join(sheets) + "\n</style></html>"


def said(message):
    return Finding("pdf-layout", arguments={"message": message})


def test_a_place_in_the_page_becomes_one_in_the_file(folders):
    html = page(":root { }\n", FURNITURE, PRINT)
    line = html[: html.index("margin-botom")].count("\n") + 1
    (finding,) = placed([said(f"Ignored `x` at {line}:6, unknown property.")], html, folders)
    assert finding.place == (str(folders[0] / "print.css"), 2, 6)
    assert finding.arguments["message"] == "Ignored `x`, unknown property."


@pytest.mark.parametrize("message", ["Ignored `x` at 2:3, no value.", "A picture is broken", ""])
def test_what_is_in_no_file_keeps_its_words(folders, message):
    html = page(":root { }\n", FURNITURE, PRINT)
    assert placed([said(message)], html, folders) == (said(message),)


def test_what_is_logged_is_a_finding_once():
    import logging

    with complaints() as found:
        for _ in range(2):
            logging.getLogger("weasyprint").warning("Ignored %s", "it")
    assert found == [said("Ignored it")]
