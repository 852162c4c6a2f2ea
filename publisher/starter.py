"""The files of a new project: settings with comments, templates, fonts, a first article."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from publisher.config import system_user
from publisher.resources import bundled

SETTINGS = """\
# 本项目的设置。带 # 的行是默认值，去掉 # 就可以修改。
# Settings of this project. Lines that begin with # show the defaults; remove the # to change one.

[project]
# language = "zh-CN"
template = "{template}"      # 版式 kind of bulletin: publisher templates
issuer = ""            # 编印单位，印在首页页脚 printed at the foot of the first page

[output]
# to = ["pdf", "docx"]
# folder = "out"

[pictures]
# dpi = 200            # 每英寸像素 pixels per inch as printed
# quality = 85         # JPEG

[pdf]
# attach = true        # 把来稿和元数据放进 PDF source and metadata inside the PDF

[archive]
# folder = "archive"
user = "{user}"
# fonds = ""           # 全宗号
# fonds_name = ""      # 全宗名称
# unit = ""            # 机构（问题）
# retention = "D30"    # 保管期限 Y 永久, D30, D10

[review]
# chain = ["起草", "审核", "签发"]
# required = false

[checks]
# severity = {{ "picture-resolution" = "note" }}
# ignore = []
"""

TEMPLATES = """\
这里放本单位自己的版式，每种一个文件夹。运行 publisher templates new 名字 新建一种。
Your own kinds of bulletin, a folder each. Make one with: publisher templates new NAME
"""

FONTS = """\
这里放本单位自己的字体文件和 fonts.toml；其余字体用系统里的。运行 publisher fonts 查看。
Your own font files and a fonts.toml; the rest comes from the system. See: publisher fonts
"""

FIRST = "examples/article"


def project_files(template: str, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of a new project by its path; the archive makes its own folder when it is used."""
    settings = SETTINGS.format(template=template, user=system_user(environment))
    texts = {
        "publisher.toml": settings,
        "templates/README.txt": TEMPLATES,
        "fonts/README.txt": FONTS,
    }
    files = {name: text.encode() for name, text in texts.items()}
    return files | {f"first/{name}": data for name, data in _first(bundled(FIRST))}


def _first(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The article that a new project begins with."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != "README.md":
            yield file.relative_to(folder).as_posix(), file.read_bytes()
