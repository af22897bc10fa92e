"""Pages that scanners put into a PDF are shown as they were scanned, or refused with the form by name."""

import io
import random
import re
import zlib

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from thuisplan_desktop.register import scan

SIZE = (400, 300)
PAPER, INK, STAMP = (5, 5), (100, 80), (275, 175)


def paper(mode):
    """White, with a black line of writing and a red stamp."""
    page = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((50, 50, 150, 120), fill="black")
    draw.ellipse((200, 100, 350, 250), fill="red")
    return page.convert(mode)


def photograph(mode):
    """As Pillow writes it: JPEG for grey and colour, a fax of group 4 for black and white."""
    out = io.BytesIO()
    paper(mode).save(out, "PDF")
    return out.getvalue()


def lossless(mode):
    """As ReportLab writes it: Flate within ASCII85."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawImage(ImageReader(paper(mode)), 0, 0)
    page.showPage()
    page.save()
    return out.getvalue()


def pdf(told, content, more=b""):
    """One image with this dictionary."""
    head = b"<< /Type /XObject /Subtype /Image /Width 400 /Height 300 " + told
    return b"%PDF-1.4\n1 0 obj\n" + head + b" >>\nstream\n" + content + b"\nendstream\nendobj\n" + more + b"%%EOF\n"


def fax(group, told):
    """The same page as a fax, in which black is what a fax calls black."""
    out = io.BytesIO()
    paper("1").point(lambda value: 255 - value).save(out, "TIFF", compression=group)
    made = Image.open(io.BytesIO(out.getvalue())).tag_v2
    strip = out.getvalue()[made[273][0] :][: made[279][0]]
    return pdf(
        b"/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter [/CCITTFaxDecode] /DecodeParms [" + told + b"]", strip
    )


def rows(mode):
    return paper(mode).tobytes()


LISTED = b"/ColorSpace [/Indexed /DeviceRGB 255 9 0 R] "
GREY = b"/BitsPerComponent 8 /ColorSpace /DeviceGray "
UP = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /Columns 400 >>"

SHOWN = {
    "jpeg-grey": photograph("L"),
    "jpeg-colour": photograph("RGB"),
    "fax-pillow": photograph("1"),
    "fax-group-4": fax("group4", b"<< /K -1 /Columns 400 >>"),
    "fax-group-3": fax("group3", b"<< /K 0 /Columns 400 >>"),
    "flate-grey": lossless("L"),
    "flate-colour": lossless("RGB"),
    "flate-png-rows": pdf(
        GREY + UP, zlib.compress(b"".join(b"\x00" + rows("L")[n : n + 400] for n in range(0, 120_000, 400)))
    ),
    "flate-inverted": pdf(
        GREY + b"/Decode [1 0] /Filter /FlateDecode", zlib.compress(bytes(255 - one for one in rows("L")))
    ),
    "colours-elsewhere": pdf(
        b"/BitsPerComponent 8 /ColorSpace 7 0 R /Filter /FlateDecode", zlib.compress(rows("RGB")),
        b"7 0 obj\n[/ICCBased 8 0 R]\nendobj\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_a_scanned_page_is_shown_as_it_was_scanned(name):
    """Paper is white and ink is black, in each form that scanners use."""
    assert scan.unreadable(SHOWN[name]) == ""
    (page,) = scan.pages(SHOWN[name])
    shown = Image.open(io.BytesIO(page)).convert("RGB")
    assert shown.size == SIZE
    assert min(shown.getpixel(PAPER)) > 250
    assert max(shown.getpixel(INK)) < 5


REFUSED = {
    "jbig2": (pdf(b"/Filter /JBIG2Decode", b"x"), "JBIG2"),
    "jpeg-2000": (pdf(b"/Filter /JPXDecode", b"x"), "JPEG 2000"),
    "a-list-of-colours": (pdf(LISTED + b"/Filter /FlateDecode", zlib.compress(b"x")), "kleurenlijst"),
    "cut-short": (pdf(GREY + b"/Filter /FlateDecode", b"x"), "beschadigd"),
    "colours-unknown": (
        pdf(b"/BitsPerComponent 8 /ColorSpace 7 0 R /Filter /FlateDecode", zlib.compress(rows("L"))), "kleurenlijst",
    ),
    "printing-colours": (pdf(GREY + b"/Filter /FlateDecode", zlib.compress(bytes(480_000))), "drukkleuren"),
    "settings-elsewhere": (pdf(b"/Filter /CCITTFaxDecode /DecodeParms 5 0 R", b"x"), "niet kent"),
    "bytes-of-their-own": (fax("group4", b"<< /K -1 /EncodedByteAlign true >>"), "fax"),
    "size-elsewhere": (b"%PDF 1 0 obj << /Subtype /Image /Width 4 0 R >> stream\nendstream", "niet kent"),
    "far-too-large": (pdf(b"", b"").replace(b"/Width 400", b"/Width 400000"), "zeer groot"),
    "unpacks-without-end": (pdf(GREY + b"/Filter /FlateDecode", zlib.compress(bytes(200_000_000), 1)), "zeer groot"),
    "password": (SHOWN["jpeg-grey"] + b"trailer << /Encrypt 9 0 R >>", "wachtwoord"),
    "no-scan": (b"%PDF-1.4 BT (Tekst) Tj ET %%EOF", "niet elke bladzijde"),
    "a-page-of-text-too": (SHOWN["jpeg-grey"] + b"9 0 obj << /Type /Page >> endobj", "niet elke bladzijde"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_named(name):
    """Before anything is kept: the form, so that somebody can set the scanner to another."""
    content, reason = REFUSED[name]
    assert reason in scan.unreadable(content)


def test_a_mask_and_a_mark_are_no_pages():
    """A soft mask belongs to its picture, and a logo of a few pixels is not a page."""
    mask = pdf(GREY + b"/Filter /JBIG2Decode", b"x")[9:].replace(b"1 0 obj", b"33 0 obj")
    mark = pdf(GREY + b"/Filter /JBIG2Decode", b"x")[9:].replace(b"400", b"40")
    page = SHOWN["jpeg-grey"].replace(b"/ColorSpace /DeviceGray", b"/SMask 33 0 R /ColorSpace /DeviceGray")
    assert scan.unreadable(page + mask + mark) == ""
    assert len(scan.pages(page + mask + mark)) == 1


def test_damaged_scans_end_in_an_answer():
    """Whatever was put in or taken out, nothing else than pages or a reason comes of it."""
    chance = random.Random(5)
    samples = list(SHOWN.values())
    answers = set()
    for _ in range(1_000):
        sample = chance.choice(samples)
        place = chance.randrange(len(sample))
        put_in = chance.choice((b"", b"<", b">>", b"0", b"9" * 9, b"\xff"))
        broken = sample[:place] + put_in + sample[place + chance.choice((0, 1, 40)) :]
        answers.add(re.sub(r" .*", "", scan.unreadable(broken)))
        scan.pages(broken)
    assert {"", "een", "niet"} <= answers
