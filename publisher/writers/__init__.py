"""Writers: a prepared bulletin as HTML, PDF and DOCX."""
