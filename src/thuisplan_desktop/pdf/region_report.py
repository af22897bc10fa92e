"""The region's report: protected tables with a bar beside each number, what is missing, and how it was made.

It takes nothing but `ProtectedTable`: there is no way to print a true count below the smallest number.
"""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from thuisplan_desktop.counts import reports
from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.bars import Bar
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register import definitions

KIND = "Regiorapport thuiszitters"
NOT_REGISTERED = "–"
_WHY_HIDDEN = (
    "Niet te lezen, om leerlingen te beschermen. Een aantal van 1 tot en met {most} is afgeschermd, en daarbij ook "
    "andere aantallen waaruit het te berekenen zou zijn."
)
_HOW = (
    "Elke school telde haar eigen leerlingen. De aantallen zijn opgeteld zonder dat iemand in de regio de kleine "
    "aantallen van één school kon lezen. Voordat de som in dit rapport kwam, zijn kleine aantallen afgeschermd. "
    "Daarna is nagerekend dat geen afgeschermd aantal uit dit rapport te herleiden is."
)
_BAR_WIDTH = 46 * mm
_NUMBER_WIDTH = 30 * mm


def region_report(
    tables: Sequence[ProtectedTable],
    *,
    region_name: str,
    peildatum: date,
    delivered: int,
    enrolled: int,
    gaps: Sequence[str] = (),
    fingerprints: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The report as PDF. `delivered` of `enrolled` schools took part; `gaps` are whole sentences or areas.

    `fingerprints` are pairs of what a fingerprint is of, and its words or hash. Raises
    UnknownReport and UnknownDefinitions for a table this version of the program does not know.
    """
    sheet = Sheet(
        kind=KIND,
        notice=f"Peildatum {format_date(peildatum)}",
        foot="Kleine aantallen zijn afgeschermd. Gemaakt met Thuisplan.",
    )
    missing = _missing(tables, delivered, enrolled, gaps)

    def story() -> list[Flowable]:
        parts = _opening(tables, region_name, peildatum, f"{delivered} van {enrolled}")
        if missing:
            parts += [blocks.gap(4), blocks.box(missing, warning=True)]
        for table in tables:
            parts += _table(table)
        return [*parts, *_legend(tables), *_account(tables, fingerprints)]

    return render(sheet, story)


def _opening(tables: Sequence[ProtectedTable], region_name: str, peildatum: date, delivered: str) -> list[Flowable]:
    names = dict.fromkeys((table.definitions, table.definitions_version) for table in tables)
    sets = "\n".join(f"{definitions.load(name).title} (versie {version})" for name, version in names)
    facts = [("Scholen met opgave", delivered), ("Kleinste getoonde aantal", f"{_threshold(tables)}, of 0")]
    return [
        *blocks.title(region_name, "Thuiszitters in de regio", f"Stand op {format_date(peildatum)}"),
        blocks.facts([*facts, ("Definities", sets)]),
    ]


def _threshold(tables: Sequence[ProtectedTable]) -> int:
    return max((table.certificate.threshold for table in tables), default=MIN_THRESHOLD)


def _missing(tables: Sequence[ProtectedTable], delivered: int, enrolled: int, gaps: Sequence[str]) -> list[Flowable]:
    """Everything that makes a total too low, said before the totals."""
    sentences = list(dict.fromkeys([*gaps, *(gap for table in tables for gap in table.incomplete)]))
    if delivered < enrolled:
        sentences.insert(0, f"{delivered} van de {enrolled} scholen deden opgave.")
    if not sentences:
        return []
    points = [blocks.bullet("{sentence}", sentence=sentence) for sentence in sentences]
    return [style.text("Deze cijfers zijn onvolledig", style.STRONG), blocks.gap(1), *points]


def _table(table: ProtectedTable) -> list[Flowable]:
    report = reports.report(table.report)
    sums = {total.total for total in report.totals if not total.remainder}
    parts = {part for total in report.totals if total.remainder for part in total.parts}
    shown = [value for cell, value in table.cells.items() if isinstance(value, int) and cell not in sums]
    most = max(shown, default=0)
    rows, strong = [], []
    for number, line in enumerate(line for line in report.lines if line.id in table.cells):
        value = table.cells[line.id]
        is_sum, is_part = line.id in sums, line.id in parts
        if is_sum:
            strong.append(number)
        label_style = style.STRONG if is_sum else style.INDENTED if is_part else style.VALUE
        bar = "" if is_sum else Bar(value, most, _BAR_WIDTH - 6, pale=is_part)
        rows.append([style.text(_capital(line.label), label_style), _number(value, strong=is_sum), bar])
    head = [style.text("Categorie", style.HEAD_CELL), style.text("Aantal", style.HEAD_NUMBER), ""]
    widths = [style.CONTENT_WIDTH - _BAR_WIDTH - _NUMBER_WIDTH - 6 * mm, _NUMBER_WIDTH, _BAR_WIDTH + 6 * mm]
    grid = blocks.grid(head, rows, widths, strong=strong)
    return [KeepTogether([blocks.heading(report.title), grid])]


def _number(value: int | Mark | None, *, strong: bool) -> Flowable:
    if isinstance(value, Mark):
        return style.text(value.value, style.MARK)
    shown = NOT_REGISTERED if value is None else format_number(value)
    return style.text(shown, style.STRONG_NUMBER if strong else style.NUMBER)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _legend(tables: Sequence[ProtectedTable]) -> list[Flowable]:
    """What the three signs mean: they are three different things (decision 3)."""
    signs = [
        ("0", "Er is niemand in deze categorie."),
        (Mark.HIDDEN.value, _WHY_HIDDEN.format(most=_threshold(tables) - 1)),
        (NOT_REGISTERED, "Niet geregistreerd: deze categorie wordt hier niet geteld. Dat is iets anders dan 0."),
    ]
    return [KeepTogether([blocks.heading("Hoe leest u de tabellen?"), blocks.pairs(signs)])]


def _account(tables: Sequence[ProtectedTable], fingerprints: Sequence[tuple[str, str]]) -> list[Flowable]:
    certificates = dict.fromkeys((table.certificate.rule, table.certificate.published_sha256) for table in tables)
    proofs = [(f"Bewijs ({rule})", f"SHA-256 {digest[:32]}\n{digest[32:]}") for rule, digest in certificates]
    rows = [*fingerprints, *proofs]
    proof = [blocks.pairs(rows)] if rows else []
    return [KeepTogether([blocks.heading("Hoe zijn deze cijfers gemaakt?"), style.text(_HOW), *proof])]
