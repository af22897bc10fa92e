"""Read the declared reports of `resources/reports/`: one file each, in words that a privacy officer can follow.

Strict: an unknown word, a sum over a line that is not there, or a group that is counted twice is MalformedReport.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, NoReturn, TypeVar

from thuisplan_desktop.counts.crossing import crossed
from thuisplan_desktop.counts.declared import (
    Basis,
    Dimension,
    Flow,
    Group,
    Line,
    Only,
    Report,
    ReportKind,
    Rhythm,
    Value,
)
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import MalformedReport
from thuisplan_desktop.register import law
from thuisplan_desktop.register.codes import Category, Sector

DIMENSIONS = "indelingen"

_T = TypeVar("_T", bound=Enum)
_SECTOR_WORDS = {
    Sector.PO: "primair onderwijs",
    Sector.VO: "voortgezet (speciaal) onderwijs",
    Sector.MBO: "mbo, jonger dan 18 jaar",
}
_HEAD = {"version", "title", "kind", "basis", "source"}
_OPTIONAL = {"sector", "sectors", "rhythm", "lines", "of", "counts", "by", "same_as", "groups", "period"}


def dimensions(text: str) -> Mapping[str, Dimension]:
    """The dimensions that reports may use. Raises MalformedReport."""
    return {name: _dimension(name, values) for name, values in _read(DIMENSIONS, text).items()}


def _dimension(name: str, record: Any) -> Dimension:
    values = _Record(DIMENSIONS, record, {"label", "source"}, {"values", "area"})
    found = tuple(_value(one) for one in record.get("values", ()))
    if bool(found) == record.get("area", False) or len({one.id for one in found}) != len(found):
        values.fail(name)
    return Dimension(name, values.text("label"), values.source(), found, record.get("area", False))


def _value(record: Any) -> Value:
    values = _Record(DIMENSIONS, record, {"id", "label"}, {"weeks", "open", "unknown", "sector"})
    weeks, is_open, unknown = record.get("weeks"), record.get("open", False), record.get("unknown", False)
    return Value(values.text("id"), values.text("label"), weeks, is_open, unknown)


def _of_sector(dimension: Dimension, sector: Sector, sectors: Mapping[str, str]) -> Dimension:
    kept = tuple(one for one in dimension.values if sectors.get(one.id, sector.value) == sector.value)
    return replace(dimension, values=kept) if dimension.name == "schoolsoort" else dimension


def school_sectors(text: str) -> Mapping[str, str]:
    """To which sector each school sort belongs, as the file says."""
    return {one["id"]: one["sector"] for one in _read(DIMENSIONS, text)["schoolsoort"]["values"]}


def reports(name: str, text: str, known: Mapping[str, Dimension], sorts: Mapping[str, str]) -> Iterator[Report]:
    """The reports of one file: one, or one for each of its sectors. Raises MalformedReport."""
    record = _Record(name, _read(name, text), _HEAD, _OPTIONAL)
    if "sector" in record.values:
        yield _report(record, name, Sector(record.text("sector")), known, sorts)
        return
    for sector in record.codes("sectors", Sector):
        yield _report(record, f"{name}-{sector.value}", sector, known, sorts)


def _report(
    record: "_Record", id_: str, sector: Sector, known: Mapping[str, Dimension], sorts: Mapping[str, str]
) -> Report:
    head = Report(
        id=id_,
        version=record.whole("version"),
        title=record.text("title").format(sector=_SECTOR_WORDS[sector]),
        sector=sector,
        lines=(),
        totals=(),
        kind=record.code("kind", ReportKind),
        basis=record.code("basis", Basis),
        source=record.source(),
        rhythm=frozenset(record.codes("rhythm", Rhythm)),
    )
    if "by" in record.values:
        return _table(record, head, known, sorts)
    return _flows(record, head) if head.kind is ReportKind.STROOM else _list(record, head)


def _table(record: "_Record", head: Report, known: Mapping[str, Dimension], sorts: Mapping[str, str]) -> Report:
    names = record.texts("by")
    if not names or not set(names) <= known.keys():
        record.fail("by")
    report = replace(
        head,
        dimensions=tuple(_of_sector(known[name], head.sector, sorts) for name in names),
        counted=frozenset(record.codes("counts", Category)),
        of=record.text("of"),
        same_as=dict(record.values.get("same_as", {})),
    )
    return report if report.areas else crossed(report)


def _flows(record: "_Record", head: Report) -> Report:
    period = record.code("period", Rhythm)
    groups = tuple(_group(record.name, name, value) for name, value in record.values["groups"].items())
    lines = [line for group in groups for line in _flow_lines(group, period)]
    totals = [
        Total(flow_cell(group.name, period, Flow.ALL), (flow_cell(group.name, period, flow),), remainder=True)
        for group in groups
        for flow in (Flow.IN, Flow.OUT)
    ]
    return replace(head, lines=tuple(lines), totals=tuple(totals), groups=groups, period=period)


def _group(report: str, name: str, record: Any) -> Group:
    values = _Record(report, record, {"label", "counts", "stand"}, set())
    return Group(name, values.text("label"), frozenset(values.codes("counts", Category)), values.text("stand"))


_FLOW_WORDS = {
    Flow.ALL: "{label}, in het tijdvak samen",
    Flow.IN: "{label}, waarvan nieuw in het tijdvak",
    Flow.OUT: "{label}, waarvan aan het eind niet meer",
}


def _flow_lines(group: Group, period: Rhythm) -> Iterator[Line]:
    for flow, words in _FLOW_WORDS.items():
        label = words.format(label=group.label)
        yield Line(flow_cell(group.name, period, flow), label, group.categories, flow=(group.name, flow))


def flow_cell(group: str, period: Rhythm, flow: Flow) -> str:
    """The id of one number of a stroom: never that of a stand."""
    return f"stroom.{period.value}.{group}.{flow.value}"


def _list(record: "_Record", head: Report) -> Report:
    found = [_Record(record.name, one, {"id", "label"}, _LINE) for one in record.values.get("lines", ())]
    own = [one for one in found if one.values.get("sector", head.sector.value) == head.sector.value]
    lines = _all_lines(own)
    sums = [Total(one.text("id"), tuple(one.texts("sum"))) for one in own if "sum" in one.values]
    groups = dict.fromkeys(one.text("of") for one in own if "of" in one.values)
    waarvan = [
        Total(whole, tuple(one.text("id") for one in own if one.values.get("of") == whole), remainder=True)
        for whole in groups
    ]
    if not lines or not {cell for total in (*sums, *waarvan) for cell in (total.total, *total.parts)} <= lines.keys():
        record.fail("lines")
    return replace(head, lines=tuple(lines.values()), totals=(*sums, *waarvan))


_LINE = {"counts", "sum", "of", "only", "sector"}


def _all_lines(records: Iterable["_Record"]) -> dict[str, Line]:
    """A 'waarvan' line counts within the line it is of."""
    lines: dict[str, Line] = {}
    for one in records:
        whole = lines.get(one.values.get("of", ""))
        counted = whole.categories if whole else frozenset(one.codes("counts", Category))
        only = one.code("only", Only) if "only" in one.values else Only.ALL
        if bool(counted) == ("sum" in one.values) or one.text("id") in lines:
            one.fail("lines")
        lines[one.text("id")] = Line(one.text("id"), one.text("label"), counted, only)
    return lines


def _read(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise MalformedReport(name=name, field="TOML") from None


class _Record:
    """The words of one table of a file, each asked for by name and kind."""

    def __init__(self, name: str, values: Any, needed: set[str], optional: set[str]) -> None:
        self.name, self.values = name, values
        if not isinstance(values, dict) or needed - values.keys() or values.keys() - needed - optional:
            self.fail("velden")

    def fail(self, field: str) -> NoReturn:
        raise MalformedReport(name=self.name, field=field)

    def _checked(self, field: str, check: Callable[[Any], bool]) -> Any:
        value = self.values.get(field)
        if not check(value):
            self.fail(field)
        return value

    def source(self) -> str:
        """In which {lpw-5} stands for a source of law with its date."""
        try:
            return law.filled(self.text("source"))
        except KeyError:
            self.fail("source")

    def text(self, field: str) -> str:
        return str(self._checked(field, lambda value: isinstance(value, str) and bool(value.strip())))

    def whole(self, field: str) -> int:
        return int(self._checked(field, lambda value: type(value) is int and value > 0))

    def texts(self, field: str) -> list[str]:
        value = self.values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fail(field)
        return value

    def code(self, field: str, kind: type[_T]) -> _T:
        try:
            return kind(self.text(field))
        except ValueError:
            self.fail(field)

    def codes(self, field: str, kind: type[_T]) -> list[_T]:
        try:
            return [kind(one) for one in self.texts(field)]
        except ValueError:
            self.fail(field)
