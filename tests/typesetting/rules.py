"""The rules of typesetting that docs/typography.md lists, and which tests hold them."""

import ast
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent


@dataclass(frozen=True)
class Rule:
    """A rule by its number; `source`: C (CLREQ), P (GB/T 15834), G (GB/T 9704), J (简报)."""

    number: int
    text: str
    source: str


def rules():
    """All rules in their order."""
    with (HERE / "rules.toml").open("rb") as file:
        return [Rule(number, *entry) for number, entry in enumerate(tomllib.load(file)["rules"], 1)]


def holding():
    """The tests by the number of the rule that they are marked with, as `file::name`."""
    found = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for number in _marked(node):
                    found[number].append(f"{path.relative_to(TESTS).as_posix()}::{node.name}")
    return found


def _marked(function):
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.rule":
            yield ast.literal_eval(decorator.args[0])
