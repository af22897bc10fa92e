"""A scanned paper is judged by its bytes."""

import pytest

from thuisplan_desktop.errors import PaperRefused
from thuisplan_desktop.register.paper import LARGEST, MediaType, accepted, media_type, pictures

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


def test_a_picture_is_its_own_page():
    """Only a PDF is taken apart."""
    assert pictures(PNG, MediaType.PNG) == (PNG,)
    assert pictures(PDF, MediaType.PDF) == ()


def test_a_pdf_without_scanned_pages_is_refused_before_it_is_kept():
    """Who keeps a signed form must be able to look at it; a picture is accepted as it is."""
    assert accepted(JPEG) is MediaType.JPEG
    with pytest.raises(PaperRefused) as refused:
        accepted(PDF)
    assert "niet elke bladzijde is een scan" in str(refused.value.facts["reason"])
