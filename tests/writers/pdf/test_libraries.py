import io

import pytest
from PIL import Image

from publisher.article import Asset
from publisher.pictures import inspect
from publisher.writers.pdf.libraries import weasyprint


@pytest.mark.slow
def test_a_truncated_picture_is_told_of_also_after_a_pdf_was_made_in_the_same_process():
    weasyprint()
    data = io.BytesIO()
    Image.effect_noise((300, 200), 90).save(data, "JPEG")
    outcome = inspect(Asset.of("1.jpg", data.getvalue()[:-2000]))
    assert [finding.code for finding in outcome.findings] == ["picture-broken"]
