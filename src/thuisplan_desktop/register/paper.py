"""A signed form that was scanned: which kinds of file are kept, and how large they may be.

Judged by what the file is, not by its name: the first bytes of PDF, JPEG and PNG are fixed (ISO 32000, ITU T.81,
W3C PNG).
"""

from enum import StrEnum

from thuisplan_desktop.errors import PaperRefused
from thuisplan_desktop.register import picture, scan

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


def accepted(content: bytes) -> MediaType:
    """The same, and only what can be shown: who keeps a signed form must be able to look at it."""
    found = media_type(content)
    if found is MediaType.PDF:
        reason = scan.unreadable(content)
    else:
        whole = picture.is_whole_jpeg(content) if found is MediaType.JPEG else picture.is_whole_png(content)
        reason = "" if whole else "het beeld is beschadigd"
    if reason:
        raise PaperRefused(reason=reason)
    return found


def pictures(content: bytes, kind: str) -> tuple[bytes, ...]:
    """The pages as pictures to show: of a PDF those that a scanner put in it, in order."""
    return scan.pages(content) if kind == MediaType.PDF else (content,)
