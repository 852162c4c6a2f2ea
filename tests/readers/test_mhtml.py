"""A page saved in one file: its text, and the pictures that came with it."""

import io
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from publisher.article import Figure, plain
from publisher.findings import InputError
from publisher.readers import read

TEXT = "四月二十日，湖畔科普联盟在望湖阁成立，首批成员四十二家，把望远镜送到社区门口。"
PAGE = (
    "<html><head><title>湖畔科普联盟成立</title></head><body><h1>湖畔科普联盟成立</h1><div>"
    f"<p>{TEXT}</p><img src='https://example.org/p/1.jpg'><p>{TEXT}</p><img src='cid:two@kanyin'>"
    f"<img src='https://example.org/absent.jpg'><p>{TEXT}</p></div></body></html>"
)


def picture(colour):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def saved(page=PAGE, charset="utf-8"):
    message = MIMEMultipart("related")
    message["Subject"] = "saved"
    text = MIMEText(page, "html", charset)
    text["Content-Location"] = "https://example.org/news.html"
    message.attach(text)
    for key, value, colour in (
        ("Content-Location", "https://example.org/p/1.jpg", "#335577"),
        ("Content-ID", "<two@kanyin>", "#775533"),
    ):
        part = MIMEImage(picture(colour), "jpeg")
        part[key] = value
        message.attach(part)
    return message.as_bytes()


def written(tmp_path, data):
    path = tmp_path / "a.mhtml"
    path.write_bytes(data)
    return path


def test_the_text_and_its_pictures_come_out_of_one_file(tmp_path):
    outcome = read(written(tmp_path, saved()))
    article, assets = outcome.value.article, outcome.value.assets
    assert article.metadata.title == "湖畔科普联盟成立"
    assert [plain(b.runs) for b in article.blocks if not isinstance(b, Figure)] == [TEXT] * 3
    figures = [block for block in article.blocks if isinstance(block, Figure)]
    assert [assets[f.picture].data for f in figures] == [picture("#335577"), picture("#775533")]
    assert [f.code for f in outcome.findings if f.code.startswith("picture")] == ["picture-remote"]


def test_an_old_encoding_is_read(tmp_path):
    outcome = read(written(tmp_path, saved(charset="gb18030")))
    assert plain(outcome.value.article.blocks[0].runs) == TEXT


def test_what_holds_no_page_is_refused(tmp_path):
    message = EmailMessage()
    message.set_content("只有文字")
    for data in (message.as_bytes(), b"", b"\xff\xfe" * 50):
        with pytest.raises(InputError, match="input-broken"):
            read(written(tmp_path, data))
