import pytest
from openxml_audit import OpenXmlValidator

from tests.writers.word.bulletins import written


@pytest.fixture(scope="session")
def everything():
    return written()


@pytest.fixture(scope="session")
def audit(tmp_path_factory):
    """The errors that the port of Microsoft's validator finds in a DOCX."""
    folder = tmp_path_factory.mktemp("audit")

    def errors(data):
        path = folder / "draft.docx"
        path.write_bytes(data)
        return [str(error) for error in OpenXmlValidator().validate(path).errors]

    return errors
