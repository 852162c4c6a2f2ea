"""A poster: what of an article stands on its one sheet, and how large."""

from publisher.writers.poster.sheet import Sheet, is_poster, sheet

__all__ = ["Sheet", "is_poster", "sheet"]
