"""The Word file itself: begun from our template, closed as a package without clock or chance."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile

from analysis.publish.blocks import Document
from analysis.publish.published_on import moment

# A Word file unpacked: its styles, page and footers are read and reviewed as text.
TEMPLATE = Path(__file__).parent / "templates" / "bulletin_docx"

# The library refuses a longer property.
_LONGEST_PROPERTY = 255

# The first moment that a zip archive can name.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def new_file(bulletin: Document) -> WordFile:
    """Return an empty file in the styles of a bulletin, with its properties."""
    file = docx.Document(str(TEMPLATE))
    properties = file.core_properties
    properties.title = bulletin.title[:_LONGEST_PROPERTY]
    properties.subject = bulletin.subtitle[:_LONGEST_PROPERTY]
    properties.author = bulletin.issuer[:_LONGEST_PROPERTY]
    properties.language = "zh-CN"
    if published := moment(bulletin.published_on):
        properties.created = properties.modified = published
    return file


def sealed(file: WordFile) -> bytes:
    """Return the bytes of a file: no time of day, and no deflate, which differs by machine."""
    saved, made = BytesIO(), BytesIO()
    file.save(saved)
    with ZipFile(saved) as drawn, ZipFile(made, "w", ZIP_STORED) as package:
        for name in drawn.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system = 0
            package.writestr(entry, drawn.read(name))
    return made.getvalue()
