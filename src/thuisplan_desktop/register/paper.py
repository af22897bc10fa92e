"""A signed form that was scanned: which kinds of file are kept, and how large they may be.

Judged by what the file is, not by its name: the first bytes of PDF, JPEG and PNG are fixed (ISO 32000, ITU T.81,
W3C PNG).
"""

from enum import StrEnum

from thuisplan_desktop.errors import PaperRefused

LARGEST = 8 * 1024 * 1024
"""Bytes. A few pages scanned in grey stay well below; a register with photographs would grow beyond its backups."""


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


_STARTS = {b"%PDF-": MediaType.PDF, b"\xff\xd8\xff": MediaType.JPEG, b"\x89PNG\r\n\x1a\n": MediaType.PNG}
_ENDS = {MediaType.PDF: b"%%EOF", MediaType.JPEG: b"\xff\xd9", MediaType.PNG: b"IEND\xaeB`\x82"}
_TAIL = 1024
"""How far from the end the closing mark may stand: scanners add a little after it."""


def media_type(content: bytes) -> MediaType:
    """What a scanned paper is. Raises PaperRefused for an empty, too large, cut off or other file."""
    if not content:
        raise PaperRefused(reason="het bestand is leeg")
    if len(content) > LARGEST:
        raise PaperRefused(reason=f"het is groter dan {LARGEST // (1024 * 1024)} MB")
    found = next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)
    if found is None:
        raise PaperRefused(reason="het is geen PDF, JPEG of PNG")
    if _ENDS[found] not in content[-_TAIL:]:
        raise PaperRefused(reason="het bestand is niet heel")
    return found


def pictures(content: bytes, kind: str) -> tuple[bytes, ...]:
    """The pages as pictures to show. Of a PDF the photographs that scanners put in it, page by page; none when its
    pages are made in another way."""
    if kind != MediaType.PDF:
        return (content,)
    found, start = [], content.find(_JPEG_START)
    while start >= 0:
        end = content.find(b"endstream", start)
        stop = content.rfind(_ENDS[MediaType.JPEG], start, end if end >= 0 else len(content))
        if stop < 0:
            break
        found.append(content[start : stop + 2])
        start = content.find(_JPEG_START, stop)
    return tuple(found)


_JPEG_START = b"\xff\xd8\xff"
