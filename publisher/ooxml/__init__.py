"""Word's parts: names, elements and the stamp of origin, for all who read or write DOCX."""
