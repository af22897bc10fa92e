"""How paper looks: one typeface that is embedded, one accent colour, and texts that cannot become markup."""

import html
import unicodedata
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from thuisplan_desktop.paths import resource

INK, SOFT, LINE = HexColor("#17212b"), HexColor("#4d5a66"), HexColor("#c9d3da")
ACCENT, PALE, WASH = HexColor("#0f6674"), HexColor("#7fb0b8"), HexColor("#eef5f6")
WARN, WARN_WASH = HexColor("#6b4700"), HexColor("#fdf4df")

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 22 * mm
TOP, BOTTOM = 25 * mm, 23 * mm
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"
_MISSING = "\ufffd"


@cache
def _glyphs() -> frozenset[int]:
    """Register the fonts, once; the answer is what they can draw."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def load_fonts() -> None:
    """Make the fonts known; calling it again costs nothing."""
    _glyphs()


def printable(text: str) -> str:
    """Text as the font can draw it. A character it lacks becomes a visible mark: it must not vanish in silence."""
    composed = unicodedata.normalize("NFC", text)
    shown = (char for char in composed if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf"))
    return "".join(char if char in "\n\t" or ord(char) in _glyphs() else _MISSING for char in shown)


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, **{"fontName": REGULAR, "fontSize": size, "leading": leading, "textColor": INK, **more})


EYEBROW = _style("eyebrow", 8.2, 11, fontName=BOLD, textColor=ACCENT, spaceAfter=5)
TITLE = _style("title", 19, 24, fontName=BOLD, spaceAfter=3)
SUBTITLE = _style("subtitle", 10, 15, textColor=SOFT, spaceAfter=4)
HEADING = _style("heading", 11.2, 15, fontName=BOLD, textColor=ACCENT, spaceBefore=13, spaceAfter=5)
CHAPTER = _style("chapter", 14, 19, fontName=BOLD, spaceBefore=16, spaceAfter=2)
BODY = _style("body", 9.2, 14, spaceAfter=6)
LEAD = _style("lead", 10.2, 16, spaceAfter=6)
POINT = _style(
    "point", 9.2, 13.6, leftIndent=14, bulletIndent=1, bulletFontName=REGULAR, bulletFontSize=9.2, spaceAfter=4
)
SMALL = _style("small", 7.8, 11.2, textColor=SOFT, spaceAfter=3)
LABEL = _style("label", 7.8, 11.2, textColor=SOFT)
VALUE = _style("value", 9.2, 13)
STRONG = _style("strong", 9.2, 13, fontName=BOLD)
NUMBER = _style("number", 9.2, 13, alignment=TA_RIGHT)
STRONG_NUMBER = _style("strong_number", 9.2, 13, fontName=BOLD, alignment=TA_RIGHT)
MARK = _style("mark", 8.2, 13, textColor=SOFT, alignment=TA_RIGHT)
INDENTED = _style("indented", 9.2, 13, leftIndent=12)
TICK = _style("tick", 13, 15, alignment=TA_CENTER)
HEAD_CELL = _style("head_cell", 7.8, 10.4, fontName=BOLD, textColor=ACCENT)
HEAD_CENTRED = _style("head_centred", 7.8, 10.4, fontName=BOLD, textColor=ACCENT, alignment=TA_CENTER)
HEAD_NUMBER = _style("head_number", 7.8, 10.4, fontName=BOLD, textColor=ACCENT, alignment=TA_RIGHT)


def sized(name: str, size: float, leading: float) -> ParagraphStyle:
    """A bold style of another size, for the one thing a page is about."""
    return _style(name, size, leading, fontName=BOLD)


def width_of(words: str, style: ParagraphStyle) -> float:
    """How wide words are in points, on one line."""
    load_fonts()
    return float(pdfmetrics.stringWidth(words, style.fontName, style.fontSize))


def text(value: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of plain text: whatever stands in it is shown, never obeyed."""
    return Paragraph(_escaped(value), style)


def rich(template: str, style: ParagraphStyle = BODY, **values: str) -> Paragraph:
    """A paragraph of our own words with <b> in it; the values that fill it are shown, never obeyed."""
    load_fonts()
    return Paragraph(template.format(**{name: _escaped(value) for name, value in values.items()}), style)


def _escaped(value: str) -> str:
    return html.escape(printable(value), quote=False).replace("\n", "<br/>").replace("\t", "    ")
