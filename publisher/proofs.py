"""The ways of the proof and of the style guide: pages as published, and what is said of them."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from publisher.findings import Finding, Language, Outcome
from publisher.forms.guide import guide
from publisher.forms.judgement import Judgement, judge
from publisher.forms.proof import marked
from publisher.forms.specimen import specimen
from publisher.pipeline import Received, Way, examine, judged, ready, set_pdf, stop_at_errors
from publisher.style.load import lineage, load_style
from publisher.typefaces import fontconfig, roles


@dataclass(frozen=True)
class Proof:
    """What was found of the pages, and the PDF that shows it."""

    judgement: Judgement
    pdf: bytes = field(repr=False)


def proof(received: Received, way: Way, language: Language) -> Outcome[Proof]:
    """The proof of a source; raises where the bulletin could not be published."""
    examined = examine(received, way)
    stop_at_errors(examined.findings)
    bulletin, template = examined.value.bulletin, examined.value.template
    prepared = ready(examined.value, way)
    pdf = set_pdf(prepared.value, template, way, read=True)
    done = judged(pdf.findings, bulletin, way)
    stop_at_errors(done)
    findings: tuple[Finding, ...] = (*examined.findings, *prepared.findings, *done)
    judgement = judge(prepared.value, pdf.value.read, findings)
    faces = fontconfig(prepared.value.faces, way.cache / "fonts")
    sheets = marked(pdf.value.data, judgement, prepared.value, language, faces)
    return Outcome(Proof(judgement, sheets.value), (*findings, *sheets.findings))


def style_guide(way: Way, language: Language) -> Outcome[bytes]:
    """The guide to a kind of bulletin and a specimen of everything in it; raises as `proof`."""
    template = way.project.template(way.kind)
    find = way.project.template
    kinds = [folder.name for folder in lineage(template, find)]
    name, files = specimen(load_style(template, find, faces=roles(way.project.fonts)), kinds)
    with tempfile.TemporaryDirectory(prefix="kanyin-") as folder:
        for path, data in files.items():
            place = Path(folder, path)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
        examined = examine(Received(Path(folder, name)), way)
        stop_at_errors(examined.findings)
        prepared = ready(examined.value, way)
    pdf = set_pdf(prepared.value, examined.value.template, way, read=True)
    stop_at_errors(pdf.findings)
    faces = fontconfig(prepared.value.faces, way.cache / "fonts")
    made = guide(pdf.value, prepared.value, language, faces)
    found = (*prepared.findings, *pdf.findings, *made.findings)
    return Outcome(made.value, tuple(f for f in found if f.code.startswith(_OF_STYLES)))


_OF_STYLES = ("font-", "pdf-", "style-", "template-")
