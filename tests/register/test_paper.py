"""A scanned paper is judged by its bytes."""

import struct
import zlib

import pytest

from factories import SCANNED_JPEG
from thuisplan_desktop.errors import PaperRefused
from thuisplan_desktop.register.paper import LARGEST, MediaType, accepted, media_type, pictures

PDF = b"%PDF-1.7\n...\n%%EOF\n"
JPEG = SCANNED_JPEG


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=2, rows=b"\x00\x80\x80" * 2):
    head = struct.pack(">IIBBBBB", width, 2, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


PNG = png()


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
    """Who keeps a signed form must be able to look at it; a whole picture is accepted as it is."""
    assert accepted(JPEG) is MediaType.JPEG
    assert accepted(PNG) is MediaType.PNG
    with pytest.raises(PaperRefused) as refused:
        accepted(PDF)
    assert "niet elke bladzijde is een scan" in str(refused.value.facts["reason"])


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + b"x" * 100 + b"\xff\xd9",
        JPEG.replace(b"\xff\xc0", b"\xff\xe1"),  # a scan without a frame
        JPEG.replace(b"\x00\x10\x00\x10", b"\x00\x10\x00\x00"),
        JPEG.replace(b"\xff\xda\x00\x08", b"\xff\xda\xff\xff"),
        b"\x89PNG\r\n\x1a\n" + b"KANARIESCAN" * 20 + b"IEND\xaeB`\x82",
        PNG.replace(b"IDAT", b"IDAT!"),
        png(width=0),
        png(rows=b""),
    ],
)
def test_a_picture_that_nobody_could_look_at_is_refused(content):
    """Garbage between the right first and last bytes is no signed form."""
    assert media_type(content)
    with pytest.raises(PaperRefused) as refused:
        accepted(content)
    assert "beschadigd" in str(refused.value.facts["reason"])
