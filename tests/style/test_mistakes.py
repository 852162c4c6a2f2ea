"""Mistakes that people make in `style.toml`: each is told at its line and column, with the remedy.

No edit of the file, however wild, is answered with anything but a finding.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.findings import ConfigurationError, InputMissingError, UsageError
from publisher.findings.finding import Finding
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.style.sheets import FaceInUse, sheet

TEMPLATES = bundled("templates")
NEWS = (TEMPLATES / "news" / "style.toml").read_text(encoding="utf-8")
FACES = ("song", "hei", "kai", "fang", "biaosong", "latin", "mono")


def find(name):
    if (TEMPLATES / name / "style.toml").is_file():
        return TEMPLATES / name
    raise UsageError(Finding("template-unknown", None, {"name": name, "known": "issue, news"}))


def loaded(folder, data):
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / "style.toml").write_bytes(data)
    return load_style(own, find, faces=FACES)


def worded(error):
    finding = error.findings[0]
    assert finding.message("zh")
    assert "{key" not in finding.message("en") + finding.hint("zh")
    return finding


def told(folder, data):
    """The finding, its line and column, and what it says to do."""
    with pytest.raises(ConfigurationError) as caught:
        loaded(folder, data)
    finding = worded(caught.value)
    file, line, column = finding.place
    assert file.endswith("style.toml")
    return finding.code, line, column, f"{finding.message('en')} {finding.hint('en')}"


STEP = "[[title_steps]]\nup_to = {}\nsize = '一号'\nleading = '30pt'\nlines = 1"
MISTAKES = [
    # unknown names
    ("titel = '甲'", "config-unknown", 2, 1, "title"),
    ("[pages]\nwidth = '1mm'", "config-unknown", 2, 2, "page"),
    ("[page]\nmargin = '1mm'", "config-unknown", 3, 1, "outer"),
    ("[texts]\nboby = { size = '12pt' }", "config-unknown", 3, 1, "body"),
    ("[texts]\nbody = { size = '12pt', wieght = 400 }", "config-unknown", 3, 25, "weight"),
    ("[texts.body]\nsiez = '12pt'", "config-unknown", 3, 1, "size"),
    ("[texts]\nbody.siez = '12pt'", "config-unknown", 3, 1, "size"),
    ("[colours]\nacent = '#C4161C'", "config-unknown", 3, 1, "accent"),
    ("[masthead]\nnmae = '甲'", "config-unknown", 3, 1, "name"),
    ("[[title_steps]]\nupto = 9", "config-unknown", 3, 1, "up_to"),
    # units
    ("measure = '36'", "config-type", 2, 1, '"36em"'),
    ("measure = 36", "config-type", 2, 1, '"36em"'),
    ("measure = '152mm'", "config-type", 2, 1, '"152em"'),
    ("[page]\ntop = 32", "config-type", 3, 1, '"32mm"'),
    ("[page]\ntop = '3.2cm'", "config-type", 3, 1, "mm"),
    ("[texts]\nbody = { size = 12 }", "config-type", 3, 10, '"12pt"'),
    ("[texts]\nbody = { size = '16px' }", "config-type", 3, 10, "pt"),
    ("[texts]\nbody = { size = '12 point' }", "config-type", 3, 10, '"12pt"'),
    ("[texts]\nbody = { indent = '24pt' }", "config-type", 3, 10, "em"),
    ("[texts]\nbody = { size = '' }", "config-type", 3, 10, "小四"),
    # 字号
    ("[texts]\nbody = { size = '小肆' }", "config-type", 3, 10, "小四"),
    ("[texts]\nbody = { size = '小4' }", "config-type", 3, 10, "小四"),
    ("[texts]\nbody = { size = '小４号' }", "config-type", 3, 10, "小四"),
    ("[texts]\nbody = { size = '5号' }", "config-type", 3, 10, "五号"),
    ("[texts]\nbody = { size = '五 号' }", "config-type", 3, 10, "五号"),
    ("[texts]\nbody = { size = '正文' }", "config-type", 3, 10, "四号"),
    # sizes without sense
    ("[texts]\nbody = { size = '0pt' }", "style-range", 3, 10, "3pt"),
    ("[texts]\nbody = { size = '1000pt' }", "style-range", 3, 10, "500pt"),
    ("[texts]\nbody = { size = '-12pt' }", "style-range", 3, 10, "3pt"),
    ("[texts]\nbody = { leading = '0pt' }", "style-range", 3, 10, "3pt"),
    ("[page]\nwidth = '2100000mm'", "style-range", 3, 1, "1500mm"),
    ("[page]\nwidth = '" + "9" * 400 + "mm'", "style-range", 3, 1, "1500mm"),
    ("[page]\nlines = 0", "style-range", 3, 1, "1"),
    ("[page]\nlines = -3", "style-range", 3, 1, "200"),
    ("[page]\ncolumns = 0", "style-range", 3, 1, "1"),
    ("[page]\ncolumns = 99", "style-range", 3, 1, "6"),
    ("[rules]\nhair = '-1pt'", "style-range", 3, 1, "0pt"),
    ("[pictures]\nrow_spread = inf", "style-range", 3, 1, "10"),
    ("[pictures]\nlead_height = nan", "style-range", 3, 1, "1"),
    ("[pictures]\nleast_ppi = 0", "style-range", 3, 1, "1"),
    ("[pictures]\nwidths = []", "config-type", 3, 1, "em"),
    ("[pictures]\nwidths = ['36em', '0em']", "style-range", 3, 1, "1em"),
    # words, numbers, kinds of value
    ("[texts]\nbody = { weight = 450 }", "config-type", 3, 10, "400"),
    ("[texts]\nbody = { weight = 'bold' }", "config-type", 3, 10, "100"),
    ("[texts]\nbody = { face = 'sung' }", "config-type", 3, 10, "song"),
    ("[texts]\nbody = { face = '宋体' }", "config-type", 3, 10, "song"),
    ("[texts]\nbody = { colour = 'acent' }", "config-type", 3, 10, "accent"),
    ("[texts]\nbody = { align = 'centre' }", "config-type", 3, 10, "center"),
    ("[texts]\nbody = 12", "config-type", 3, 1, "[body]"),
    ("texts = 12", "config-type", 2, 1, "[texts]"),
    ("[colours]\naccent = 'red'", "config-type", 3, 1, "#C4161C"),
    ("[colours]\naccent = '#C41'", "config-type", 3, 1, "#C4161C"),
    ("[page]\nmirrored = 'yes'", "config-type", 3, 1, "true"),
    ("[page]\nlines = 32.5", "config-type", 3, 1, "1"),
    ("title = 3", "config-type", 2, 1, "…"),
    ("title_steps = 3", "config-type", 2, 1, "title_steps"),
    # what does not go together
    ("measure = '60em'", "style-measure", 2, 1, "36em"),
    ("[page]\ninner = '120mm'\nouter = '100mm'", "style-measure", 3, 1, "0em"),
    ("[page]\nouter = '60mm'", "style-measure", 3, 1, "28em"),
    ("[texts]\nbody = { size = '四号' }", "style-measure", 3, 10, "30em"),
    ("[page]\nlines = 60", "style-lines", 3, 1, "35"),
    ("[page]\ntop = '200mm'", "style-lines", 3, 1, "13"),
    ("[texts]\nbody = { leading = '40pt' }", "style-lines", 3, 10, "18"),
    ("[page]\ncolumns = 6\ngutter = '4em'", "style-columns", 3, 1, "4em"),
    # title steps
    ("[[title_steps]]\nup_to = 9", "config-missing", 2, 3, "size"),
    (f"{STEP.format(20)}\n{STEP.format(12)}", "style-steps", 8, 1, "20"),
    # the file itself
    ("extends = 'news'", "config-syntax", 2, None, ""),
    ("[page]\nlines = ", "config-syntax", 3, 9, ""),
    ("[page\nlines = 1", "config-syntax", 2, 6, ""),
    ("title = “甲”", "config-syntax", 2, 9, ""),
    ("[page]\nlines = 3\nlines = 4", "config-syntax", 4, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "column", "word"), MISTAKES)
def test_a_mistake_is_told_at_its_line_and_column(tmp_path, text, code, line, column, word):
    found = told(tmp_path, f'extends = "news"\n{text}\n'.encode())
    assert found[:2] == (code, line)
    assert column in (None, found[2])
    assert word in found[3]


def test_an_unknown_template_to_extend_is_told_with_the_nearest(tmp_path):
    code, line, column, words = told(tmp_path, b'title = "x"\nextends = "newz"\n')
    assert (code, line, column) == ("style-extends", 2, 1)
    assert "news" in words


def test_bytes_that_are_not_utf_8_are_told_at_their_place(tmp_path):
    text = 'extends = "news"\ntitle = "园区"\n'
    assert told(tmp_path, text.encode("gb18030"))[:3] == ("config-unreadable", 2, 11)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    text = '\ufeffextends = "news"\r\n[page]\r\nlines = 30\r\n'
    assert loaded(tmp_path, text.encode()).page.lines == 30
    assert told(tmp_path, text.replace("30", "0").encode())[:3] == ("style-range", 3, 1)


def test_a_template_without_a_base_must_say_everything(tmp_path):
    assert told(tmp_path, b"")[0] == "config-missing"
    without = NEWS[: NEWS.index("[[title_steps]]")] + NEWS[NEWS.index("[texts]") :]
    assert told(tmp_path, without.encode())[0] == "config-missing"


WORDS = (
    "0", "-1", "9" * 30, "1e400", "nan", '""', '"0pt"', '"-3mm"', '"1em"', "{}", "[]", "[[a]]",
    "true", '"小四"', '"#FFF"', "\x00", "\ufeff", "=", "[", "]", '"', "'''", "\\", "\u2028",
    'extends = "own"', 'extends = "../news"', "[page]", "[texts.body]", "[[title_steps]]",
)  # fmt: skip

edits = st.lists(
    st.tuples(
        st.integers(0, len(NEWS)),
        st.integers(0, 12),
        st.one_of(st.sampled_from(WORDS), st.text(max_size=4)),
    ),
    min_size=1,
    max_size=3,
)


def edited(changes):
    text = NEWS
    for start, length, word in changes:
        text = text[:start] + word + text[start + length :]
    return text.encode("utf-8", "surrogatepass")


@settings(max_examples=100)
@given(changes=edits)
def test_no_edit_of_a_style_is_answered_with_a_traceback(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("edited", numbered=True)
    try:
        style = loaded(folder, edited(changes))
    except (ConfigurationError, InputMissingError) as error:
        worded(error)
    else:
        faces = {(t.face, t.weight): FaceInUse(t.face, 0.05) for t in style.texts.values()}
        assert sheet(style, faces)


VALUES = st.one_of(
    st.integers(-2, 400).map(str),
    st.integers(-2, 700).map(lambda n: f'"{n}pt"'),
    st.integers(-2, 400).map(lambda n: f'"{n}mm"'),
    st.integers(-2, 60).map(lambda n: f'"{n}em"'),
    st.sampled_from(WORDS),
)


@settings(max_examples=100)
@given(line=st.integers(0, NEWS.count("\n")), value=VALUES)
def test_no_value_of_a_key_is_answered_with_a_traceback(tmp_path_factory, line, value):
    lines = NEWS.split("\n")
    key, equals, _ = lines[line].partition(" = ")
    lines[line] = f"{key}{equals}{value}"
    folder = tmp_path_factory.mktemp("valued", numbered=True)
    try:
        loaded(folder, "\n".join(lines).encode("utf-8", "surrogatepass"))
    except (ConfigurationError, InputMissingError) as error:
        worded(error)
