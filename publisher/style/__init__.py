"""The house style of a kind of bulletin, and the style sheet derived from it."""
