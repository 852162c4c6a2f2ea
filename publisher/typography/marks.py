"""Marks and characters of Chinese text: which is what, and which belong together.

Classes follow GB/T 15834-2011 (标点符号用法) and UAX #24 (scripts).
"""

import re

HAN_CLASS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Ideographs as the inside of a regular expression's character class."""

LETTER = r"[^\W\d_A-Za-z]"
"""A letter that is not Latin, mostly an ideograph: compiles in a hundredth of HAN_CLASS's time."""

CHINESE_MARKS = "，。、；：？！…—～·《》〈〉「」『』（）【】〔〕［］“”‘’＂＇"
"""Marks that make their surroundings Chinese; dashes, dots and curly quotes are of both worlds."""

FULL_MARKS = "，。、；：？！《》〈〉「」『』（）【】〔〕［］"
"""Marks that only Chinese (and Japanese) text uses; each brings its own space."""

FINAL_MARKS = "。！？…；!?"
"""Marks that end a sentence or a clause of its rank."""

CLOSING_AFTER_FINAL = "”’」』）】"
"""Marks that may stand behind a final mark and still end the sentence."""

PAIRS = {
    "（": "）",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "“": "”",
    "‘": "’",
    "(": ")",
    "[": "]",
}
"""Opening marks with the mark that closes each."""

INNER = {"‘": "“", "〈": "《", "『": "「"}
"""Marks of the second level, with the mark in which each stands (GB/T 15834, 4.8 and 4.14)."""

INVISIBLE_CLASS = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff"
)
"""Characters that print nothing, as the inside of a character class; joiners are not among them."""

PRIVATE_CLASS = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Private-use characters, as the inside of a character class: no two faces agree on them."""

_HAN = re.compile(f"[{HAN_CLASS}]")


def is_han(character: str) -> bool:
    """Whether the character is an ideograph; False for the empty string."""
    return _HAN.match(character) is not None


def has_han(text: str) -> bool:
    """Whether an ideograph stands in the text."""
    return _HAN.search(text) is not None


def is_chinese(character: str) -> bool:
    """Whether the character is an ideograph or a mark of Chinese text."""
    return bool(character) and (character in CHINESE_MARKS or is_han(character))


def ends_sentence(text: str) -> bool:
    """Whether the text ends in a final mark, closing quotes and brackets aside."""
    return text.rstrip().rstrip(CLOSING_AFTER_FINAL).endswith(tuple(FINAL_MARKS))
