"""Sheets of our own, such as a report: HTML without pictures as a plain PDF; PDFs put together."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from publisher.findings import Outcome
from publisher.writers.pdf.complaints import complaints
from publisher.writers.pdf.libraries import fontconfig_file, weasyprint


def print_sheets(html: str, fontconfig: Path | None) -> Outcome[bytes]:
    """The pages of an HTML page; what the layout engine complains of are Findings `pdf-layout`."""
    with fontconfig_file(fontconfig), complaints() as complained:
        source = weasyprint().HTML(string=html, url_fetcher=_nothing)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
            data: bytes = source.write_pdf()
    return Outcome(data, tuple(complained))


def stamped(pages: bytes, marks: bytes, *, shown_on: int = 0) -> bytes:
    """The pages with marks laid over them; marks for which no page is left follow as pages.

    `shown_on`: the page, from 0, over which the first marks lie; the last where there are fewer.
    """
    with _opened(pages) as pdf, _opened(marks) as over:
        count = len(pdf.pages)
        start = min(shown_on, count - 1)
        for number, mark in enumerate(over.pages[: count - start], start):
            _lay_over(pdf, number, mark)
        pdf.pages.extend(over.pages[count - start :])
        return _saved(pdf)


def preceded(pages: bytes, head: bytes, title: str) -> bytes:
    """The pages with others at their head, under a title."""
    import pikepdf

    with _opened(pages) as pdf, _opened(head) as before:
        for number, page in enumerate(before.pages):
            pdf.pages.insert(number, page)
        pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title)))
        return _saved(pdf)


def _lay_over(pdf: Any, number: int, mark: Any) -> None:  # noqa: ANN401 - pikepdf's
    """A page over another of its size; pikepdf's own way names it at random.

    The pages share their resources, so each page of marks has a name of its own.
    """
    from pikepdf import Name

    page, name = pdf.pages[number], f"/Marks{number}"
    page.add_resource(pdf.copy_foreign(mark.as_form_xobject()), Name.XObject, Name(name))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {name} Do Q\n".encode())


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def _saved(pdf: Any) -> bytes:  # noqa: ANN401 - pikepdf.Pdf
    """The bytes, the same each time; what was stamped is no longer what PDF/A was claimed for."""
    for key in ("/Metadata", "/OutputIntents", "/AF"):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Names" in pdf.Root and "/EmbeddedFiles" in pdf.Root.Names:
        del pdf.Root.Names["/EmbeddedFiles"]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _nothing(url: str, *_: object, **__: object) -> object:
    raise ValueError(f"{url} is not part of the sheet")
