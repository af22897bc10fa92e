"""The leesbrief: the page that goes with a file that travels. It names no school, no pupil and no count."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render

KIND = "Leesbrief"
_FOOT = "Gemaakt met Thuisplan."


def letter(title: str, rows: Sequence[tuple[str, str]], paragraphs: Sequence[str]) -> bytes:
    """The letter as PDF: what the file is, by which words it is recognised, and what to do with it."""

    def story() -> list[Flowable]:
        body = [flowable for words in paragraphs for flowable in (style.text(words), blocks.gap(2))]
        return [*blocks.title(KIND, title, outline=KIND), blocks.pairs(rows), blocks.gap(4), *body]

    return render(Sheet(kind=KIND, notice="Hoort bij een verzegeld bestand", foot=_FOOT), story)
