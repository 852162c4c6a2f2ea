"""Kanyin (刊印): a news article becomes a printed bulletin, a Word draft and a filed record."""

__version__ = "0.1.0"
