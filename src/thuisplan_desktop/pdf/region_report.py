"""The region's report: protected tables with a bar beside each number, what is missing, and how it was made.

It takes nothing but `ProtectedTable`, or `IntervalTable` where the schools protected their own: there is no way to
print a true count below the smallest number.
"""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from thuisplan_desktop.counts import chapters, reports
from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.bars import Bar
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.region import targets
from thuisplan_desktop.region.coverage import Coverage, in_words
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.region.trends import Goal, LeftOut, number_text, without
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
_HOW_BETWEEN = (
    "Elke school schermde haar eigen kleine aantallen af voordat zij iets verstuurde. De regio heeft bij elke school "
    "nagerekend dat het klopt. Een afgeschermd aantal telt nergens als nul of als midden mee, maar met het laagste en "
    "het hoogste dat de tabel van die school openlaat. Zo ligt elke som met zekerheid tussen de twee getallen."
)
_WHY_BETWEEN = (
    "Het echte aantal ligt hiertussen, de grenzen meegerekend. Scholen schermden kleine aantallen af, om leerlingen "
    "te beschermen. Bij ‘of meer’ is er geen hoogste aantal bekend."
)
_STAND = (
    "Aantallen op een peildatum. Wat in een periode kwam of ging is iets anders en staat er niet tussen. Een "
    "registratie-effect is een stijging of daling door anders tellen, niet door meer of minder kinderen."
)
_BAR_WIDTH = 46 * mm
_NUMBER_WIDTH = 30 * mm


Tables = Sequence[ProtectedTable] | Sequence[IntervalTable]


def region_report(
    tables: Tables,
    *,
    region_name: str,
    peildatum: date,
    covered: Sequence[Coverage],
    gaps: Sequence[str] = (),
    rhythm: Rhythm = Rhythm.MONTH,
    goals: Sequence[Goal] = (),
    left_out: Sequence[LeftOut] = (),
    effects: Sequence[str] = (),
    fingerprints: Sequence[tuple[str, str]] = (),
    by_pact: bool = False,
    readers: str = "",
) -> bytes:
    """The report as PDF; `goals` are printed with the trends of their lines, and what is `left_out` there.

    `covered` tells of each sector how many schools took part; `gaps` are whole sentences or areas, `effects` what was
    noted about lines of this telling that can't be compared. `fingerprints` are pairs of what a fingerprint is of, and
    its words or hash. `by_pact`: in the parts a to g of the national pact. `readers`: the meeting that it is for.
    Raises UnknownReport and UnknownDefinitions for a table this version of the program does not know.
    """
    sheet = Sheet(
        kind=KIND,
        notice=f"Peildatum {format_date(peildatum)}",
        foot="Kleine aantallen zijn afgeschermd. Gemaakt met Thuisplan.",
    )
    missing = _missing(tables, covered, gaps)

    def story() -> list[Flowable]:
        course = _goals(goals, peildatum, left_out)  # the parts of a page are used up by it
        parts = _opening(tables, region_name, peildatum, in_words(covered), rhythm, readers)
        if missing:
            parts += [blocks.gap(4), blocks.box(missing, warning=True)]
        if effects:
            parts += [blocks.gap(4), blocks.box(_points("Niet zomaar te vergelijken met eerdere tellingen", effects))]
        parts += _chapters(tables, course) if by_pact else _in_order(tables, course)
        return [*parts, *_legend(tables), *_account(tables, fingerprints)]

    return render(sheet, story)


_TITLES = {
    Rhythm.MONTH: "Maandrapport voor leerplicht en samenwerkingsverband",
    Rhythm.QUARTER: "Kwartaalrapport voor het kernpartneroverleg",
    Rhythm.YEAR: "Jaarrapport voor het OOGO",
}


def _opening(
    tables: Tables, region_name: str, peildatum: date, delivered: str, rhythm: Rhythm, readers: str
) -> list[Flowable]:
    names = dict.fromkeys((table.definitions, table.definitions_version) for table in tables)
    sets = "\n".join(f"{definitions.load(name).title} (versie\u00a0{version})" for name, version in names)
    least = "Kleinste aantal dat een school toont" if _is_between(tables) else "Kleinste getoonde aantal"
    facts = [("Opgetelde scholen", delivered), (least, f"{_threshold(tables)}, of 0")]
    return [
        *blocks.title(region_name, "Thuiszitters in de regio", f"{_TITLES[rhythm]}. Stand op {format_date(peildatum)}"),
        blocks.facts([*facts, ("Definities", sets), *([("Bestemd voor", readers)] if readers else [])]),
    ]


def _threshold(tables: Tables) -> int:
    return max(map(_least, tables), default=MIN_THRESHOLD)


def _least(table: ProtectedTable | IntervalTable) -> int:
    return table.threshold if isinstance(table, IntervalTable) else table.certificate.threshold


def _missing(tables: Tables, covered: Sequence[Coverage], gaps: Sequence[str]) -> list[Flowable]:
    """Everything that makes a total too low, said before the totals."""
    sentences = list(dict.fromkeys([*gaps, *(gap for table in tables for gap in table.incomplete)]))
    sentences[:0] = _away(covered)
    return _points("Deze cijfers zijn onvolledig", sentences) if sentences else []


def _points(heading: str, sentences: Sequence[str]) -> list[Flowable]:
    points = [blocks.bullet("{sentence}", sentence=sentence) for sentence in sentences]
    return [style.text(heading, style.STRONG), blocks.gap(1), *points]


def _away(covered: Sequence[Coverage]) -> list[str]:
    """Of each sector of which somebody stayed away; it is named where the report has more of them."""
    several = len(covered) > 1
    return [
        f"{one.delivered} van de {one.enrolled} scholen{f' van {one.sector.upper()}' if several else ''} zijn opgeteld."
        for one in covered
        if one.delivered < one.enrolled
    ]


def _in_order(tables: Tables, course: Sequence[Flowable]) -> list[Flowable]:
    return [*(part for table in tables for part in _table(table)), *course]


_NO_NUMBERS = "In dit rapport staan hierover geen aantallen."


def _chapters(tables: Tables, course: Sequence[Flowable]) -> list[Flowable]:
    """The same tables and goals, in the order of the pact; a part without numbers says so."""
    parts: list[Flowable] = [style.text(f"Ingedeeld naar het landelijk pact. Bron: {chapters.source()}.", style.SMALL)]
    for chapter in chapters.chapters():
        own = [part for table in tables if chapter.holds(reports.report(table.report)) for part in _table(table)]
        if chapter.letter == "a":
            own += course
        opening = [style.text(chapter.heading, style.CHAPTER), *(own[:1] or [style.text(_NO_NUMBERS)])]
        parts += [KeepTogether(opening), *own[1:]]
    return parts


def _table(table: ProtectedTable | IntervalTable) -> list[Flowable]:
    report = reports.report(table.report)
    sums = {total.total for total in report.totals if not total.remainder}
    parts = {part for total in report.totals if total.remainder for part in total.parts}
    most = _most([value for cell, value in table.cells.items() if cell not in sums])
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


def _most(values: Sequence[int | Mark | Interval | None]) -> int:
    """The largest number that a bar has to reach, at least 1."""
    between = [value for value in values if isinstance(value, Interval)]
    ends = [value.low * 3 // 2 + 1 if value.high is None else value.high for value in between]
    return max([1, *ends, *(value for value in values if isinstance(value, int))])


_GOAL_WIDTHS = (32 * mm, 22 * mm, 24 * mm)
_GOAL_BAR = 34 * mm


def _goals(goals: Sequence[Goal], on: date, left_out: Sequence[LeftOut]) -> list[Flowable]:
    """Each target with its nulmeting, its aim, and its line through the tellingen: only numbers on a day."""
    if not goals:
        return []
    above: list[Flowable] = [blocks.heading("Doelen en verloop"), style.text(_STAND)]
    if left_out:
        above.append(style.text(without(left_out)))
    first, *others = [[blocks.gap(3), *_goal(goal, on)] for goal in goals]
    return [KeepTogether([*above, *first]), *(KeepTogether(one) for one in others)]


def _goal(goal: Goal, on: date) -> list[Flowable]:
    target = goal.target
    aim = goal.aim(on)
    facts = [
        ("Doel", targets.in_words(target)),
        ("Nulmeting", f"{_plain(goal.baseline)} ({target.baseline_source})".strip() if target.baseline_source else "–"),
        ("Streefwaarde nu", number_text(aim) if aim is not None else "–"),
        ("Stand", goal.standing.value),
    ]
    facts += [("Let op", words) for words in (goal.caution, target.note) if words]
    most = _most([point.value for point in goal.shown])
    rows = [
        [
            style.text(format_date(point.peildatum), style.VALUE),
            style.text(point.covered.text, style.VALUE),
            _number(point.value, strong=False),
            Bar(point.value, most, _GOAL_BAR - 6),
            style.text(point.told, style.VALUE),
        ]
        for point in goal.shown
    ]
    head = [
        style.text("Peildatum", style.HEAD_CELL),
        style.text("Scholen", style.HEAD_CELL),
        style.text("Aantal", style.HEAD_NUMBER),
        "",
        style.text("Registratie-effect", style.HEAD_CELL),
    ]
    widths = [*_GOAL_WIDTHS, _GOAL_BAR, style.CONTENT_WIDTH - sum(_GOAL_WIDTHS) - _GOAL_BAR]
    title = style.text(f"{_capital(goal.trend.label)} ({goal.trend.title})", style.STRONG)
    return [title, blocks.gap(1), blocks.pairs(facts), *([blocks.grid(head, rows, widths)] if rows else [])]


def _plain(value: int | Mark | None) -> str:
    if value is None:
        return ""
    return value.value if isinstance(value, Mark) else format_number(value)


def _number(value: int | Mark | Interval | None, *, strong: bool) -> Flowable:
    if isinstance(value, Mark):
        return style.text(value.value, style.MARK)
    return style.text(_shown(value), style.STRONG_NUMBER if strong else style.NUMBER)


def _shown(value: int | Interval | None) -> str:
    if isinstance(value, Interval):
        return value.text
    return NOT_REGISTERED if value is None else format_number(value)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _legend(tables: Tables) -> list[Flowable]:
    """What the three signs mean: they are three different things (decision 3)."""
    hidden = (Mark.HIDDEN.value, _WHY_HIDDEN.format(most=_threshold(tables) - 1))
    signs = [
        ("0", "Er is niemand in deze categorie."),
        ("t/m, of meer", _WHY_BETWEEN) if _is_between(tables) else hidden,
        (NOT_REGISTERED, "Niet geregistreerd: deze categorie wordt hier niet geteld. Dat is iets anders dan 0."),
    ]
    return [KeepTogether([blocks.heading("Hoe leest u de tabellen?"), blocks.pairs(signs)])]


def _is_between(tables: Tables) -> bool:
    return any(isinstance(table, IntervalTable) for table in tables)


def _account(tables: Tables, fingerprints: Sequence[tuple[str, str]]) -> list[Flowable]:
    protected = [table.certificate for table in tables if isinstance(table, ProtectedTable)]
    certificates = dict.fromkeys((one.rule, one.published_sha256) for one in protected)
    proofs = [(f"Bewijs ({rule})", f"SHA-256 {digest[:32]}\n{digest[32:]}") for rule, digest in certificates]
    rows = [*fingerprints, *proofs]
    proof = [blocks.pairs(rows)] if rows else []
    how = style.text(_HOW_BETWEEN if _is_between(tables) else _HOW)
    return [
        KeepTogether(
            [
                blocks.heading("Hoe zijn deze cijfers gemaakt?"),
                how,
                *proof,
            ]
        )
    ]
