"""Fetching one page: public addresses alone, each hop judged, nothing else sent or kept."""

import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from publisher.article import Figure
from publisher.findings import InputError, IOFailureError
from publisher.readers import read_url
from publisher.readers.web.fetch import Network, fetch, is_public

JPEG = b"\xff\xd8\xff\xe0 a picture"
TEXT = "四月二十日，湖畔科普联盟在望湖阁成立，首批成员四十二家，把望远镜送到社区门口。"
ARTICLE = (
    "<html><head><title>湖畔科普联盟成立</title></head><body><h1>湖畔科普联盟成立</h1>"
    f"<p>来源：镜湖　2026-04-20</p><div><p>{TEXT}</p><img src='p/1.jpg'><p>{TEXT}</p>"
    f"<img src='/gone'><p>{TEXT}</p></div></body></html>"
)


class Site(BaseHTTPRequestHandler):
    seen: ClassVar[list] = []

    def do_GET(self):
        type(self).seen.append((self.path, dict(self.headers)))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/round":
            self.send_response(301)
            self.send_header("Location", "/round")
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 1_000_000)
            except OSError:
                pass
        elif self.path in ("/p/1.jpg", "/article.html"):
            self.send_response(200)
            picture = self.path.endswith(".jpg")
            self.send_header("Content-Type", "image/jpeg" if picture else "text/html")
            self.end_headers()
            self.wfile.write(JPEG if picture else ARTICLE.encode("gb18030"))
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
            self.wfile.write("湖畔".encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


HERE = ipaddress.ip_address("127.0.0.1")
OPEN = Network(resolve=lambda *_: (HERE,), allowed=lambda _: True)


def test_a_page_is_fetched_with_the_name_it_was_asked_by(port):
    Site.seen.clear()
    fetched = fetch(f"http://news.example:{port}/新闻?a=一", OPEN)
    assert (fetched.data.decode(), fetched.kind) == ("湖畔", "text/html")
    [(path, headers)] = Site.seen
    assert path == "/%E6%96%B0%E9%97%BB?a=%E4%B8%80"
    assert headers["Host"] == f"news.example:{port}"
    assert not {"Cookie", "Referer", "Authorization"} & headers.keys()


def test_redirections_are_followed_and_no_cookie_is_sent_back(port):
    Site.seen.clear()
    fetched = fetch(f"http://news.example:{port}/to//page", OPEN)
    assert fetched.url.endswith("/page")
    assert all("Cookie" not in headers for _, headers in Site.seen)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "http://user:word@news.example/",
        "http://",
        "http://[::1",
        "http://news.example:99999/",
    ],
)
def test_other_addresses_are_not_asked(url):
    with pytest.raises(InputError, match="url-blocked"):
        fetch(url, OPEN)


def test_a_name_of_which_one_address_is_internal_is_not_asked(port):
    both = (ipaddress.ip_address("93.184.216.34"), HERE)
    Site.seen.clear()
    with pytest.raises(InputError, match="url-blocked"):
        fetch(f"http://news.example:{port}/", Network(resolve=lambda *_: both))
    assert Site.seen == []


def test_a_redirection_into_the_house_is_not_followed(port):
    def allowed(address):
        return allowed.asked == 0 or is_public(address)

    allowed.asked = 0

    def resolve(_host, _port):
        allowed.asked += bool(Site.seen)
        return (HERE,)

    Site.seen.clear()
    with pytest.raises(InputError, match="url-blocked"):
        fetch(
            f"http://news.example:{port}/to/http://127.0.0.1:{port}/in", Network(resolve, allowed)
        )
    assert [path for path, _ in Site.seen] == [f"/to/http://127.0.0.1:{port}/in"]


@pytest.mark.parametrize("path", ["/gone", "/round"])
def test_an_error_and_a_circle_are_told(port, path):
    with pytest.raises(IOFailureError, match="url-failed"):
        fetch(f"http://news.example:{port}{path}", OPEN)


def test_an_endless_answer_is_cut_off(port):
    with pytest.raises(InputError, match="input-too-large"):
        fetch(f"http://news.example:{port}/endless", OPEN)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


def test_an_article_comes_with_its_pictures_and_the_page_as_received(port):
    url = f"http://news.example:{port}/article.html"
    outcome = read_url(url, "2026-04-21", network=OPEN)
    reading = outcome.value
    metadata = reading.article.metadata
    assert (metadata.title, metadata.source, metadata.url, metadata.retrieved) == (
        "湖畔科普联盟成立",
        "镜湖",
        url,
        "2026-04-21",
    )
    [figure] = [block for block in reading.article.blocks if isinstance(block, Figure)]
    assert reading.assets[figure.picture].data == JPEG
    assert reading.sources[0].data == ARTICLE.encode("gb18030")
    assert [f.arguments["name"] for f in outcome.findings if f.code == "picture-remote"] == [
        "/gone"
    ]


@pytest.mark.parametrize(("words", "code"), [(("publish",), 2), (("check",), 2), (("new",), 65)])
def test_no_command_asks_the_house_s_own_addresses(publisher, port, words, code):
    ran = publisher(*words, f"http://127.0.0.1:{port}/article.html", "--json")
    assert ran.exit == code
    codes = {finding["code"] for finding in ran.json["findings"]}
    assert ("url-blocked" if code == 65 else "url-new") in codes
