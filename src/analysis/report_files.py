"""The names of what lies in a quarter's report folder."""

from __future__ import annotations

HTML, PDF, DOCX = "bulletin.html", "bulletin.pdf", "bulletin.docx"
# What readers have in hand.
BULLETIN = (HTML, PDF, DOCX)
DRAFT = "draft.html"

FACTS, MANIFEST, REJECTS = "facts.json", "manifest.json", "rejects.csv"
NOTEBOOKS, DATA, EDITIONS = "notebooks", "data", "editions"
