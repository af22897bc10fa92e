"""A scanned paper is judged by its bytes."""

import pytest

from thuisplan_desktop.errors import PaperRefused
from thuisplan_desktop.register.paper import LARGEST, MediaType, media_type

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
