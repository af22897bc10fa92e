"""One way to make a PDF: A4, a quiet head, a foot with page numbers, bookmarks, and no trace of maker or machine."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from thuisplan_desktop.pdf import style

AUTHOR = "Thuisplan"
_PAGE_OF = {"nl": "pagina {page} van {pages}", "en": "page {page} of {pages}"}


@dataclass(frozen=True)
class Sheet:
    """What stands on every page. `kind` is also the title in the file's metadata, so it is never about a person."""

    kind: str
    notice: str
    foot: str = ""
    language: str = "nl"


def render(sheet: Sheet, story: Callable[[], Sequence[Flowable]]) -> bytes:
    """The PDF as bytes, equal for equal content. More than one page is built twice: only then their number is known."""
    style.load_fonts()
    made, pages = _build(sheet, story(), 1)
    return made if pages == 1 else _build(sheet, story(), pages)[0]


def _build(sheet: Sheet, story: Sequence[Flowable], pages: int) -> tuple[bytes, int]:
    out = io.BytesIO()
    document = _Document(out, sheet, pages)
    document.build(list(story))
    return out.getvalue(), document.page


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document that bookmarks its headings."""

    def __init__(self, out: io.BytesIO, sheet: Sheet, pages: int) -> None:
        super().__init__(
            out,
            pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            invariant=1,  # no time of making, no random document id
            lang=sheet.language,
            initialFontName=style.REGULAR,  # else every page names a Helvetica that is not embedded
            title=sheet.kind,
            author=AUTHOR,
            creator=AUTHOR,
            producer=AUTHOR,
            subject="",
            displayDocTitle=True,
        )
        self._bookmarks = 0
        height = style.PAGE_HEIGHT - style.TOP - style.BOTTOM
        frame = Frame(style.MARGIN, style.BOTTOM, style.CONTENT_WIDTH, height, 0, 0, 0, 0)
        template = PageTemplate(frames=[frame], onPage=lambda canvas, _: _draw_page(canvas, sheet, self.page, pages))
        self.addPageTemplates([template])

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name in (style.HEADING.name, style.TITLE.name):
            self._bookmarks += 1
            key = f"b{self._bookmarks}"
            outline = getattr(flowable, "outline", None) or flowable.getPlainText()
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(outline, key, 0, closed=False)


def _draw_page(canvas: Canvas, sheet: Sheet, page: int, pages: int) -> None:
    canvas.saveState()
    top, foot = style.PAGE_HEIGHT - 15 * mm, 13 * mm
    right = style.PAGE_WIDTH - style.MARGIN
    canvas.setFillColor(style.ACCENT)
    canvas.rect(0, style.PAGE_HEIGHT - 3.2 * mm, style.PAGE_WIDTH, 3.2 * mm, stroke=0, fill=1)
    _write(canvas, style.MARGIN, top, sheet.kind, bold=True)
    _write(canvas, right, top, sheet.notice, right=True)
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(style.MARGIN, foot + 4 * mm, right, foot + 4 * mm)
    _write(canvas, style.MARGIN, foot, sheet.foot)
    _write(canvas, right, foot, _PAGE_OF[sheet.language].format(page=page, pages=pages), right=True)
    canvas.restoreState()


def _write(canvas: Any, x: float, y: float, words: str, *, right: bool = False, bold: bool = False) -> None:
    canvas.setFont(style.BOLD if bold else style.REGULAR, 7.6)
    canvas.setFillColor(style.ACCENT if bold else style.SOFT)
    (canvas.drawRightString if right else canvas.drawString)(x, y, style.printable(words))
