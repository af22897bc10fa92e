"""The pages that scanners put into a PDF (ISO 32000-1, 7.4 and 8.9.5), as pictures that can be shown.

A scanner makes a photograph of each page: JPEG, or lossless grey and colour (Flate), or black and white as a fax
(CCITT, ITU T.4 and T.6). Each is handed on in the wrapping that picture readers know: JPEG, PNG or TIFF. What else a
PDF can hold (text, JBIG2, JPEG 2000, a password) is not drawn, and `unreadable` says so before anything is kept.
"""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_LARGEST_SIDE = 20_000
_MOST_BYTES = 128 * 1024 * 1024
"""Of one page unpacked: colour at 600 dpi. A small file must not unpack into all memory."""

_STREAM = re.compile(rb">>\s*stream\r?\n")
_LONGEST_HEAD = 4096
_SMALLEST = 100
"""Pixels. What is smaller is a mark of the scanner and no page."""


class _NotShown(Exception):
    """A picture in a form that is not drawn here; its text names the form. It never leaves this module."""


@dataclass(frozen=True)
class _Picture:
    """The dictionary of one image and its packed content."""

    head: bytes
    content: bytes

    def number(self, name: bytes, default: int = 0) -> int:
        found = re.search(rb"/" + name + rb"\s+(-?\d+)(?!\s+\d+\s+R)", self.head)
        return int(found[1]) if found else default

    def says(self, name: bytes, value: bytes) -> bool:
        return re.search(rb"/" + name + rb"\s*" + value, self.head) is not None

    @property
    def size(self) -> tuple[int, int]:
        return self.number(b"Width"), self.number(b"Height")

    @property
    def filters(self) -> list[bytes]:
        found = re.search(rb"/Filter\s*(\[[^\]]*\]|/\w+)", self.head)
        return re.findall(rb"/(\w+)", found[1]) if found else []


def pages(content: bytes) -> tuple[bytes, ...]:
    """The pages that can be shown, in the order of the file, each as a JPEG, PNG or TIFF."""
    found = []
    for picture in _pictures(content):
        try:
            found.append(_drawn(picture))
        except (_NotShown, ValueError, struct.error, zlib.error):
            continue
    return tuple(found)


def unreadable(content: bytes) -> str:
    """Why not every page of this PDF can be shown, as a Dutch clause; '' when each can."""
    if re.search(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)", content):
        return "er zit een wachtwoord op"
    found = list(_pictures(content))
    if not found or len(re.findall(rb"/Type\s*/Page\b", content)) > len(found):
        return "niet elke bladzijde is een scan"
    for picture in found:
        try:
            _drawn(picture)
        except _NotShown as reason:
            return f"een bladzijde is vastgelegd als {reason}, en dat kan hier niet worden getoond"
        except (ValueError, struct.error, zlib.error):
            return "een bladzijde is beschadigd"
    return ""


def _pictures(content: bytes) -> Iterator[_Picture]:
    """Every image that is a page: no mask of another image, and no mark of a few pixels."""
    masks = {int(number) for number in re.findall(rb"/S?Mask\s+(\d+)\s+\d+\s+R", content)}
    stop = 0
    for found in _STREAM.finditer(content):
        if found.start() < stop:
            continue  # within the stream before it
        stop = content.find(b"endstream", found.end())
        if stop < 0:
            return
        begin = content.rfind(b" obj", max(0, found.start() - _LONGEST_HEAD), found.start())
        head = content[begin + 4 : found.start() + 2]
        if begin < 0 or re.search(rb"/Subtype\s*/Image\b", head) is None:
            continue
        number = re.search(rb"(\d+)\s+\d+$", content[max(0, begin - 24) : begin])
        picture = _Picture(_with_colours(head, content), _exact(head, content[found.end() : stop]))
        mask = picture.says(b"ImageMask", b"true") or (number is not None and int(number[1]) in masks)
        if not mask and (0 in picture.size or min(picture.size) >= _SMALLEST):
            yield picture


def _with_colours(head: bytes, content: bytes) -> bytes:
    """The dictionary with its colours in it, where those stand elsewhere in the file; unknown ones count as a list."""
    told = re.search(rb"/ColorSpace\s+(\d+)\s+(\d+)\s+R", head)
    if told is None:
        return head
    found = re.search(rb"(?<!\d)" + told[1] + rb"\s+" + told[2] + rb"\s+obj\s*(\[?\s*/\w+)", content)
    return head.replace(told[0], b"/ColorSpace " + (found[1] if found else b"/Indexed"))


def _exact(head: bytes, found: bytes) -> bytes:
    """Without the line break before `endstream`, where the length is told."""
    told = re.search(rb"/Length\s+(\d+)(?!\s+\d+\s+R)", head)
    return found[: int(told[1])] if told and int(told[1]) <= len(found) else found


def _drawn(picture: _Picture) -> bytes:
    if max(picture.size) > _LARGEST_SIDE:
        raise _NotShown("een zeer groot beeld")
    if 0 in picture.size or picture.says(b"DecodeParms", rb"\[?\s*\d+\s+\d+\s+R"):
        raise _NotShown(_UNKNOWN)
    content = picture.content
    for name in picture.filters[:-1]:
        content = _unpacked(name, content)
    last = picture.filters[-1] if picture.filters else b""
    if last == b"DCTDecode":
        return content[: content.rfind(b"\xff\xd9") + 2]
    if last == b"CCITTFaxDecode":
        return _fax(picture, content)
    if last == b"FlateDecode":
        return _lossless(picture, _unpacked(last, content))
    raise _NotShown(_NAMES.get(last, _UNKNOWN))


_UNKNOWN = "een beeld dat dit programma niet kent"
_NAMES = {b"JBIG2Decode": "JBIG2", b"JPXDecode": "JPEG 2000"}


def _unpacked(name: bytes, content: bytes) -> bytes:
    if name == b"ASCII85Decode":
        return base64.a85decode(content.strip().removesuffix(b"~>"))
    if name != b"FlateDecode":
        raise _NotShown(_NAMES.get(name, _UNKNOWN))
    packed = zlib.decompressobj()
    found = packed.decompress(content, _MOST_BYTES)
    if packed.unconsumed_tail:
        raise _NotShown("een zeer groot beeld")
    return found


# --- black and white, as a fax


def _fax(picture: _Picture, content: bytes) -> bytes:
    """A TIFF around the same content: its photometric says whether a 1 is black."""
    kind = picture.number(b"K")
    if picture.says(b"EncodedByteAlign", b"true"):
        raise _NotShown("een fax in een zeldzame vorm")
    (width, height), inverted = picture.size, _inverted(picture) != picture.says(b"BlackIs1", b"true")
    return _tiff(
        content,
        {
            256: picture.number(b"Columns", width),
            257: height,
            258: 1,
            259: 4 if kind < 0 else 3,
            262: int(inverted),
            277: 1,
            278: height,
            292: int(kind > 0),
        },
    )


def _inverted(picture: _Picture) -> bool:
    return re.search(rb"/Decode\s*\[\s*1(?:\.0*)?\s+0", picture.head) is not None


def _tiff(content: bytes, told: dict[int, int]) -> bytes:
    """One strip (TIFF 6.0, section 2): header, directory of whole numbers, content."""
    fields = {**told, 273: 8 + 2 + 12 * (len(told) + 2) + 4, 279: len(content)}
    if told[259] != 3:
        fields[273] -= 12
        del fields[292]
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(fields.items()))
    return b"II*\x00" + struct.pack("<IH", 8, len(fields)) + directory + bytes(4) + content


# --- lossless grey and colour


def _lossless(picture: _Picture, rows: bytes) -> bytes:
    """A PNG around the same rows; a PDF may have made them by the rules of PNG already, a number before each."""
    (width, height), depth = picture.size, picture.number(b"BitsPerComponent", 8)
    predictor = picture.number(b"Predictor", 1)
    if predictor == _OF_TIFF or picture.says(b"ColorSpace", rb"\[?\s*/Indexed") or depth not in _DEPTHS:
        raise _NotShown("een beeld met een kleurenlijst")
    numbered = int(predictor > _OF_TIFF)
    if numbered and _inverted(picture):
        raise _NotShown(_UNKNOWN)
    for colours, kind in ((1, 0), (3, 2)):
        row = (width * depth * colours + 7) // 8
        if len(rows) // height == row + numbered:
            return _png(width, height, depth, kind, rows if numbered else _numbered(rows, row, _inverted(picture)))
    raise _NotShown("een beeld in drukkleuren")


_OF_TIFF = 2
_DEPTHS = (1, 8)


def _numbered(rows: bytes, row: int, inverted: bool) -> bytes:
    plain = rows.translate(bytes(range(255, -1, -1))) if inverted else rows
    return b"".join(b"\x00" + plain[start : start + row] for start in range(0, len(plain) - row + 1, row))


def _png(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part)) for name, part in parts
    )
