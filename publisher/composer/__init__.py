"""Paragraphs made ready to be set."""
