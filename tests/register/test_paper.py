"""A scanned paper is judged by its bytes."""

import pytest

from thuisplan_desktop.errors import PaperRefused
from thuisplan_desktop.register.paper import LARGEST, MediaType, media_type, pictures

PDF = b"%PDF-1.7\n...\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0....\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"


@pytest.mark.parametrize(("content", "kind"), [(PDF, MediaType.PDF), (JPEG, MediaType.JPEG), (PNG, MediaType.PNG)])
def test_three_kinds_are_kept(content, kind):
    """Whatever the file is called."""
    assert media_type(content) is kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "leeg"),
        (b"MZ\x90\x00", "geen PDF"),
        (b" %PDF-1.7\n%%EOF", "geen PDF"),
        (b"<svg onload='x'/>", "geen PDF"),
        (PDF[:-8], "niet heel"),
        (JPEG[:-2], "niet heel"),
        (PNG[:12], "niet heel"),
        (b"%PDF-" + b"0" * LARGEST, "groter dan 8 MB"),
    ],
)
def test_anything_else_is_refused_with_a_reason(content, reason):
    """Empty, of another kind, cut off, or too large."""
    with pytest.raises(PaperRefused) as refused:
        media_type(content)
    assert reason in str(refused.value.facts["reason"])


def test_pages_of_a_scan_are_shown_as_pictures():
    """A scanner puts one photograph a page into a PDF; a PDF without photographs has nothing to show here."""
    page = JPEG[:4] + b"een" + JPEG[-2:]
    scan = b"%PDF-1.4\n1 0 obj stream\n" + page + b"\nendstream 2 0 obj stream\n" + JPEG + b"\nendstream\n%%EOF"
    assert pictures(scan, MediaType.PDF) == (page, JPEG)
    assert pictures(PDF, MediaType.PDF) == ()
    assert pictures(b"%PDF-1.4 " + JPEG[:6] + b"endstream %%EOF", MediaType.PDF) == ()
    assert pictures(PNG, MediaType.PNG) == (PNG,)
