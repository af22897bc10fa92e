"""Building blocks of a page: title, facts, box, lined space, table."""

from collections.abc import Sequence
from typing import TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, Spacer, Table

from thuisplan_desktop.pdf import style
from thuisplan_desktop.register import law

Cell: TypeAlias = "Flowable | str | list[Flowable]"
Row = Sequence[Cell]


def title(eyebrow: str, main: str, subtitle: str = "", *, outline: str = "") -> list[Flowable]:
    """The opening of a document. `outline` is its bookmark when the title itself names a person."""
    heading = style.text(main, style.TITLE)
    heading.outline = outline
    parts = [style.text(eyebrow.upper(), style.EYEBROW), heading]
    if subtitle:
        parts.append(style.text(subtitle, style.SUBTITLE))
    return [*parts, Spacer(0, 2 * mm)]


def heading(words: str, *, outline: str = "") -> Paragraph:
    """A section heading, bookmarked. `outline` replaces words that name a person."""
    paragraph = style.text(words, style.HEADING)
    paragraph.outline = outline
    paragraph.keepWithNext = True
    return paragraph


def facts(pairs: Sequence[tuple[str, str]], columns: int = 3) -> Table:
    """Label above value, side by side on a wash."""
    cells: list[Cell] = [[style.text(label, style.LABEL), style.text(value, style.STRONG)] for label, value in pairs]
    cells += [""] * (-len(cells) % columns)
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return _table(
        rows,
        [style.CONTENT_WIDTH / columns] * columns,
        [
            ("BACKGROUND", (0, 0), (-1, -1), style.WASH),
            ("LINEBEFORE", (0, 0), (0, -1), 2.4, style.ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ],
    )


def box(contents: Sequence[Flowable], *, warning: bool = False) -> Table:
    """Words that must be seen: a rule, or what is incomplete."""
    wash, edge = (style.WARN_WASH, style.WARN) if warning else (style.WASH, style.ACCENT)
    return _table(
        [[list(contents)]],
        [style.CONTENT_WIDTH],
        [
            ("BACKGROUND", (0, 0), (-1, -1), wash),
            ("LINEBEFORE", (0, 0), (0, -1), 2.4, edge),
            ("LEFTPADDING", (0, 0), (-1, -1), 11),
            ("RIGHTPADDING", (0, 0), (-1, -1), 11),
            ("TOPPADDING", (0, 0), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


def grid(head: Row, rows: Sequence[Row], widths: Sequence[float], *, strong: Sequence[int] = ()) -> Table:
    """A table with a ruled head that returns on every page; `strong` rows are totals, with a line above."""
    commands: list[tuple[object, ...]] = [
        ("LINEBELOW", (0, 0), (-1, 0), 1.1, style.ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, style.LINE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    commands += [("BACKGROUND", (0, row + 1), (-1, row + 1), style.WASH) for row in strong]
    return _table([list(head), *(list(row) for row in rows)], widths, commands, repeat=1)


def lines(count: int, gap: float = 8.5 * mm) -> list[Flowable]:
    """Space to write by hand."""
    ruled: list[Flowable] = []
    for _ in range(count):
        ruled += [
            Spacer(0, gap),
            HRFlowable(width="100%", thickness=0.5, color=style.LINE, spaceBefore=0, spaceAfter=0),
        ]
    return ruled


def bullet(template: str, *, mark: str = "•", **values: str) -> Paragraph:
    """One point of a list: our own words with <b>, and values that are shown as they are."""
    return style.rich(f"<bullet>{mark}</bullet>{template}", style.POINT, **values)


def sources(*keys: str) -> Paragraph:
    """The law behind what stands above, each with the date of its text, in small letters."""
    return style.text(f"Bron: {law.cite(*keys)}.", style.SMALL)


def blanks(labels: Sequence[str]) -> Table:
    """Labels with a line behind each, to fill in by hand."""
    cells: list[Flowable | str] = []
    widths: list[float] = []
    for label in labels:
        width = style.width_of(label, style.LABEL) + 14
        cells += [style.text(label, style.LABEL), ""]
        widths += [width, style.CONTENT_WIDTH / len(labels) - width]
    rules = [("LINEBELOW", (column, 0), (column, 0), 0.5, style.LINE) for column in range(1, len(cells), 2)]
    return _table(
        [cells], widths, [("LEFTPADDING", (0, 0), (0, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1), *rules]
    )


def framed(rows: Sequence[Sequence[Sequence[Flowable]]], widths: Sequence[float]) -> Table:
    """Boxes to fill in by hand."""
    return _table(
        rows,
        widths,
        [
            ("BOX", (0, 0), (-1, -1), 0.8, style.LINE),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, style.LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
        ],
    )


def pairs(rows: Sequence[tuple[str, str]]) -> Table:
    """Label beside value, one below the other, with a hairline between."""
    label_width = 50 * mm
    cells = [[style.text(label, style.LABEL), style.text(value, style.VALUE)] for label, value in rows]
    return _table(
        cells,
        [label_width, style.CONTENT_WIDTH - label_width],
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, style.LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 3),
            ("TOPPADDING", (0, 0), (0, -1), 5),
            ("TOPPADDING", (1, 0), (1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


def paragraphs(text: str) -> list[Flowable]:
    """Running text: a paragraph for each line."""
    return [style.text(line, style.LEAD) for line in text.splitlines() if line.strip()]


def agreement_lines(count: int) -> Table:
    """A table to fill in by hand: what is agreed, who does it, and when it is done."""
    head = [style.text(words, style.HEAD_CELL) for words in ("Wat", "Wie (functie)", "Wanneer klaar")]
    widths = [0.56 * style.CONTENT_WIDTH, 0.24 * style.CONTENT_WIDTH, 0.2 * style.CONTENT_WIDTH]
    return grid(head, [[gap(6), "", ""]] * count, widths)


def stack(parts: Sequence[Flowable]) -> Table:
    """Several flowables in one cell, without the padding of a table of their own."""
    return _table([[list(parts)]], [], [("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0)])


def new_page() -> Flowable:
    return PageBreak()


def gap(millimetres: float) -> Spacer:
    return Spacer(0, millimetres * mm)


def _table(
    rows: Sequence[Row], widths: Sequence[float], commands: Sequence[tuple[object, ...]], *, repeat: int = 0
) -> Table:
    # splitInRow: a note may be longer than a page
    base = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), style.REGULAR, 9)]
    return Table(
        rows, colWidths=list(widths) or None, style=[*base, *commands], repeatRows=repeat, splitInRow=1, hAlign="LEFT"
    )
