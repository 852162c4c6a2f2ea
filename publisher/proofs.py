"""The way of a proof: the bulletin made as it is published, its pages judged and marked."""

from dataclasses import dataclass, field

from publisher.findings import Finding, Language, Outcome
from publisher.forms.judgement import Judgement, judge
from publisher.forms.proof import marked
from publisher.pipeline import Received, Way, examine, judged, ready, set_pdf, stop_at_errors
from publisher.typefaces import fontconfig


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
