"""Whether a scan in one picture is whole: its parts follow each other as JPEG (ITU T.81) and PNG (W3C) lay them down.

The first and last bytes alone prove nothing: a form that was kept must be one that somebody can look at.
"""

import struct
import zlib
from collections.abc import Iterator

_MOST_BYTES = 128 * 1024 * 1024
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of JPEG without a length."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_NAME_AND_LENGTH = 8


def is_whole_jpeg(content: bytes) -> bool:
    """A frame of some width and height, and after it a scan that has something in it."""
    framed = False
    for marker, body, at in _segments(content):
        if marker in _FRAMES:
            framed = len(body) >= _NAME_AND_LENGTH and 0 not in struct.unpack(">HH", body[1:5])
        if marker == _SCAN:
            return framed and content.rfind(b"\xff\xd9") > at
    return False


def _segments(content: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each marker up to the first scan, what it holds, and where that ends; nothing more where the order is lost."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _BARE:  # filling, or a marker by itself
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(content):
            return
        yield marker, content[at + 4 : end], end
        if marker == _SCAN:
            return
        at = end


def is_whole_png(content: bytes) -> bool:
    """Every part with the sum that it promises, a width and height, and points that unpack."""
    parts = dict[bytes, bytes]()
    for name, body in _chunks(content):
        parts[name] = parts.get(name, b"") + body
    head = parts.get(b"IHDR", b"")
    if b"IEND" not in parts or len(head) != 13 or 0 in struct.unpack(">II", head[:8]):
        return False
    try:
        return bool(zlib.decompressobj().decompress(parts.get(b"IDAT", b""), _MOST_BYTES))
    except zlib.error:
        return False


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + _NAME_AND_LENGTH + 4 <= len(content):
        length, name = struct.unpack(">I4s", content[at : at + _NAME_AND_LENGTH])
        end = at + _NAME_AND_LENGTH + length
        body = content[at + _NAME_AND_LENGTH : end]
        if content[end : end + 4] != struct.pack(">I", zlib.crc32(name + body)):
            return
        yield name, body
        at = end + 4
