"""A telling on paper: protected tables, each with its basis and source, percentages and a mean where they are allowed.

It takes nothing but `ProtectedTable`: there is no way to print a true count below the smallest number.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from types import MappingProxyType

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from thuisplan_desktop.counts.declared import Dimension, Report, ReportKind, Value
from thuisplan_desktop.counts.figures import mean_weeks, percentage
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register import definitions

KIND = "Telling thuiszitters"
NOT_REGISTERED = "–"
_TOTAL = "totaal"
_NUMBER = 22 * mm
_PADDING = 8.0  # points, left and right of what stands in a column together
_NUMBERS_SHARE = 0.72  # of the width of the paper, at most; the rest is for the labels of the rows
_HIDDEN = (
    "Niet te lezen, om leerlingen te beschermen: een aantal van 1 tot en met {most}, of een aantal waaruit dat te "
    "berekenen zou zijn. Welk van de twee wordt niet verteld."
)
_HOW = (
    "Alles wat over deze peildatum is of was gepubliceerd, is samen nagerekend: van geen klein aantal is te herleiden "
    "hoeveel leerlingen het zijn, of dat het er minder dan {threshold} zijn. Percentages staan er alleen bij een "
    "totaal van 10 of meer en een deel van 0 of minstens 5; een gemiddelde komt uit de banden en geldt voor minstens "
    "5 leerlingen. Een kleinste of grootste waarde staat er nooit."
)

Shown = int | Mark | None


def telling_report(
    tables: Sequence[tuple[Report, ProtectedTable]],
    *,
    place: str,
    log_words: str = "",
    titles: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The tellingen of one peildatum as PDF, with the end of the logbook they were made by. `titles` are those of
    definition sets that the program doesn't ship; one that nobody knows any more goes by the name in its table.
    """
    first = tables[0][1]
    sheet = Sheet(
        kind=KIND,
        notice=f"Peildatum {format_date(first.peildatum)}",
        foot="Kleine aantallen zijn afgeschermd. Gemaakt met Thuisplan.",
    )

    def story() -> list[Flowable]:
        parts = _opening(tables, place, titles)
        for report, table in tables:
            parts += _section(report, table)
        return [*parts, *_legend(first), *_account(tables, log_words)]

    return render(sheet, story)


def _opening(tables: Sequence[tuple[Report, ProtectedTable]], place: str, titles: Mapping[str, str]) -> list[Flowable]:
    report, table = tables[0]
    rules = definitions.title_of(table.definitions, titles)
    facts = [
        ("Basis", report.basis.label),
        ("Soort telling", report.kind.label),
        ("Definities", f"{rules} (versie {table.definitions_version})"),
    ]
    words = "In- en uitstroom" if report.kind is ReportKind.STROOM else "Stand"
    subtitle = f"{words}, peildatum {format_date(table.peildatum)}"
    missing = dict.fromkeys(sentence for _, one in tables for sentence in one.incomplete)
    told = [blocks.bullet("{sentence}", sentence=sentence) for sentence in missing]
    return [*blocks.title(place, "Thuiszitters geteld", subtitle), blocks.facts(facts), *told]


def _section(report: Report, table: ProtectedTable) -> list[Flowable]:
    grids = list(_grids(report, table)) if len(report.dimensions) > 1 else [_single(report, table)]
    source = style.text(f"Bron van de indeling: {report.source}.", style.SMALL)
    mean = _mean(report, table)
    heading = blocks.heading(report.title)
    return [KeepTogether([heading, grids[0]]), *grids[1:], *mean, blocks.gap(1), source]


def _single(report: Report, table: ProtectedTable) -> Flowable:
    """A line below a line, with its share of the total where that may be told."""
    wholes = {part: total.total for total in report.totals for part in total.parts}
    inset = {part for total in report.totals if total.remainder for part in total.parts}
    rows, strong = [], []
    for number, line in enumerate(report.lines):
        is_sum = line.is_sum
        if is_sum:
            strong.append(number)
        look = style.STRONG if is_sum else style.INDENTED if line.id in inset else style.VALUE
        share = percentage(table.cells[line.id], table.cells.get(wholes.get(line.id, "")))
        words = "" if share is None else f"{share} %"
        rows.append(
            [style.text(_capital(line.label), look), _number(table.cells[line.id], strong=is_sum),
             style.text(words, style.NUMBER)]
        )  # fmt: skip
    head = [_head("Categorie"), _head("Aantal", number=True), _head("Aandeel", number=True)]
    return blocks.grid(head, rows, [style.CONTENT_WIDTH - 2 * _NUMBER, _NUMBER, _NUMBER], strong=strong)


def _grids(report: Report, table: ProtectedTable) -> Iterator[Flowable]:
    """Rows by columns; a third dimension gives a table for each of its values and one for all together."""
    rows, columns, *deeper = report.dimensions
    if not deeper:
        yield from _folded(report, table, rows, columns, {})
        return
    for value in (*deeper[0].values, Value("", _TOTAL)):
        fixed = {deeper[0].name: value.id} if value.id else {}
        label = style.text(f"{deeper[0].label}: {value.label}", style.STRONG)
        yield KeepTogether([blocks.gap(3), label, *_folded(report, table, rows, columns, fixed)])


def _folded(
    report: Report, table: ProtectedTable, rows: Dimension, columns: Dimension, fixed: Mapping[str, str]
) -> Iterator[Flowable]:
    """No more columns beside each other than fit on paper with whole words, about as many in each grid; the total
    stands behind the last."""
    values = [*columns.values, Value("", _TOTAL)]
    width = _column_width(values)
    grids = ceil(len(values) * width / (_NUMBERS_SHARE * style.CONTENT_WIDTH))
    most = ceil(len(values) / grids)
    for start in range(0, len(values), most):
        yield _grid(report, table, (rows, columns), values[start : start + most], fixed, width)


def _grid(
    report: Report,
    table: ProtectedTable,
    by: tuple[Dimension, Dimension],
    values: Sequence[Value],
    fixed: Mapping[str, str],
    width: float,
) -> Flowable:
    rows, columns = by
    body = []
    for row in (*rows.values, Value("", _TOTAL)):
        places = ({**fixed, rows.name: row.id, columns.name: value.id} for value in values)
        cells = [report.cell_at({name: one for name, one in place.items() if one}) for place in places]
        numbers = [_number(table.cells[cell], strong=not row.id) for cell in cells]
        body.append([style.text(_capital(row.label), style.VALUE if row.id else style.STRONG), *numbers])
    head = [_head(rows.label), *(_head(value.label, number=True) for value in values)]
    widths = [style.CONTENT_WIDTH - width * len(values), *[width] * len(values)]
    return blocks.grid(head, body, widths, strong=[len(body) - 1])


def _column_width(values: Sequence[Value]) -> float:
    """Wide enough for the longest word of the headings and for the mark, so that none is broken off."""
    words = (word for value in values for word in _capital(value.label).split())
    return float(max(_NUMBER, *(style.width_of(word, style.HEAD_NUMBER) + _PADDING for word in words)))


def _mean(report: Report, table: ProtectedTable) -> list[Flowable]:
    """The mean of the one dimension that has bands in weeks."""
    for dimension in report.dimensions:
        bands = [(value, table.cells[report.cell_at({dimension.name: value.id})]) for value in dimension.values]
        mean = mean_weeks(bands) if any(value.weeks for value in dimension.values) else None
        if mean is not None:
            least = "minstens " if mean.at_least else ""
            words = f"{dimension.label}: gemiddeld {least}ongeveer {mean.weeks} weken ({mean.pupils} leerlingen)."
            return [blocks.gap(1), style.text(words)]
    return []


def _head(words: str, *, number: bool = False) -> Flowable:
    return style.text(_capital(words), style.HEAD_NUMBER if number else style.HEAD_CELL)


def _number(value: Shown, *, strong: bool) -> Flowable:
    if isinstance(value, Mark):
        return style.text(value.value, style.MARK)
    shown = NOT_REGISTERED if value is None else format_number(value)
    return style.text(shown, style.STRONG_NUMBER if strong else style.NUMBER)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _legend(table: ProtectedTable) -> list[Flowable]:
    signs = [
        ("0", "Er is niemand in deze categorie."),
        (Mark.HIDDEN.value, _HIDDEN.format(most=table.certificate.threshold - 1)),
        (NOT_REGISTERED, "Niet geregistreerd: deze categorie wordt hier niet geteld. Dat is iets anders dan 0."),
    ]
    return [KeepTogether([blocks.heading("Hoe leest u de tabellen?"), blocks.pairs(signs)])]


def _account(tables: Sequence[tuple[Report, ProtectedTable]], log_words: str) -> list[Flowable]:
    proofs = dict.fromkeys((table.certificate.rule, table.certificate.published_sha256) for _, table in tables)
    rows = [(f"Bewijs ({rule})", f"SHA-256 {digest[:32]}\n{digest[32:]}") for rule, digest in proofs]
    rows += [("Einde van het logboek", log_words)] if log_words else []
    how = _HOW.format(threshold=tables[0][1].certificate.threshold)
    return [KeepTogether([blocks.heading("Hoe zijn deze cijfers beschermd?"), style.text(how), blocks.pairs(rows)])]
