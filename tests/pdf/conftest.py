"""Reading PDFs back."""

import io
from collections.abc import Callable

import pypdf
import pytest


@pytest.fixture(scope="session")
def words() -> Callable[[bytes], str]:
    """Everything a reader sees, on one line."""

    def read(pdf: bytes) -> str:
        pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return read


@pytest.fixture(scope="session")
def hidden_words() -> Callable[[bytes], str]:
    """What a file says about itself without being opened: metadata and bookmarks."""

    def read(pdf: bytes) -> str:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        bookmarks = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
        return repr(dict(reader.metadata or {})) + repr(bookmarks)

    return read
