"""The lines of a definition file: which there are, what each may hold, and why another value can't be."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from thuisplan_desktop.register import law
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.case_codes import Addressee, EscalationTrigger
from thuisplan_desktop.register.codes import AbsenceKind, Code, MboFebruary, NotCounted, Sector
from thuisplan_desktop.register.escalation import Ladder, Step
from thuisplan_desktop.register.promise import AreaBasis, PromiseKind
from thuisplan_desktop.register.rules import AbsenceRule, AbsoluteRule, Norm, RiskRule

Check = Callable[[Any], Any]

SMALLEST_THRESHOLD = 5
"""Counts of 1 to 4 are small (decision 3; DUO since 1 November 2023). A set may raise this, never lower it."""


class Wrong(ValueError):
    """A value that can't be, with a Dutch clause that never quotes it."""


def words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong("hier hoort een tekst")
    return value


def source(value: Any) -> str:
    """A source in words, in which {lpw-2} stands for a source of law with its date."""
    try:
        return law.filled(words(value))
    except KeyError:
        pass  # the exception would quote the text
    raise Wrong("tussen accolades hoort de naam van een bron van de wet die het programma kent")


def day(value: Any) -> date:
    if type(value) is not date:  # a TOML date-time is a date too, and means something else
        raise Wrong("hier hoort een datum, zoals 2026-08-01")
    return value


def maybe_day(value: Any) -> date | None:
    return None if value is None else day(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("hier hoort true of false")
    return value


def _whole(lowest: int, highest: int, source: str = "") -> Check:
    """`source`: the law or agreement that sets the upper end."""

    def check(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            why = f"; strenger mag, ruimer niet. Bron: {law.cite(source)}" if source else ""
            raise Wrong(f"hier hoort een getal van {lowest} tot en met {highest}{why}")
        return value

    return check


def _one_of(codes: type[Code] | type[WeekUnit]) -> Check:
    def check(value: Any) -> Any:
        if value not in [code.value for code in codes]:
            raise Wrong(f"kies uit: {', '.join(code.value for code in codes)}")
        return codes(value)

    return check


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Wrong("hier hoort een lijst")
    return [words(item) for item in value]


def _some_of(codes: type[Code], without: frozenset[Code] = frozenset()) -> Check:
    one = _one_of(codes)

    def check(value: Any) -> frozenset[Any]:
        found = frozenset(one(item) for item in _list(value))
        if found & without:
            raise Wrong("wie een deel van de dag op school is, is niet aaneengesloten afwezig")
        return found

    return check


def _row_of(value: Any) -> tuple[str, ...]:
    return tuple(_list(value))


def _lines(value: Any) -> frozenset[str]:
    return frozenset(_list(value))


def _steps(value: Any) -> tuple[Step, ...]:
    if not isinstance(value, list):
        raise Wrong("hier hoort een lijst van treden")
    steps = tuple(_step(item) for item in value)
    if len({step.id for step in steps}) < len(steps):
        raise Wrong("twee treden hebben dezelfde id")
    return steps


def _step(value: Any) -> Step:
    if not isinstance(value, dict) or not set(value) <= {"id", "label", "addressee", "triggers", "sectors"}:
        raise Wrong("een trede heeft id, label, addressee, triggers en soms sectors")
    if not {"id", "label", "addressee", "triggers"} <= set(value):
        raise Wrong("een trede heeft id, label, addressee en triggers")
    return Step(
        id=words(value["id"]),
        label=words(value["label"]),
        addressee=_one_of(Addressee)(value["addressee"]),
        triggers=_some_of(EscalationTrigger)(value["triggers"]),
        sectors=_some_of(Sector)(value.get("sectors", [])),
    )


TARGETS = "targets"
SECTORS = tuple(sector.value for sector in Sector)
_WEEKS: dict[str, Check] = {
    "kinds": _some_of(AbsenceKind, frozenset({AbsenceKind.PARTIAL})),
    "weeks": _whole(1, 4, "duo-lrv"),  # Ingrado, Van Putten: "het verzuimprotocol is veel te ruim"
    "unit": _one_of(WeekUnit),
    "at_least": _flag,
}
HEAD: dict[str, Check] = {
    "version": words,
    "title": words,
    "valid_from": day,
    "source": source,
    "threshold": _whole(SMALLEST_THRESHOLD, 100),
}
PARTS: dict[str, dict[str, Check]] = {
    "lrv": _WEEKS,
    "long_term_sick": _WEEKS,
    "authorised": _WEEKS,
    "dreigend": {"kinds": _some_of(AbsenceKind)},
    "absoluut": {
        "weeks": _whole(0, 4, "duo-lrv"),
        "not_counted": _some_of(NotCounted),
        "mbo_february": _one_of(MboFebruary),
    },
    "norm": {
        "months": _whole(1, 12),
        "former_months": _whole(0, 12),
        "at_least": _flag,
        "in_principle": _flag,
        "needs_place": _flag,
        "day_care_ends": _flag,
    },
    "not_registered": dict.fromkeys(SECTORS, _lines),
    "ladder": {"steps": _steps},
}
RULES: Mapping[str, Callable[..., Any]] = {
    "lrv": AbsenceRule,
    "long_term_sick": AbsenceRule,
    "authorised": AbsenceRule,
    "dreigend": RiskRule,
    "absoluut": AbsoluteRule,
    "norm": Norm,
    "ladder": Ladder,
}
TARGET: dict[str, Check] = {
    "lines": _row_of,
    "kind": _one_of(PromiseKind),
    "percent": _whole(0, 100),
    "baseline": words,
    "baseline_on": day,
    "deadline": maybe_day,
    "basis": _one_of(AreaBasis),
    "without_mbo_february": _flag,
    "valid_from": day,
    "source": source,
}
TARGET_DEFAULTS: dict[str, Any] = {"percent": 0, "deadline": None, "without_mbo_february": False}


def line_of(text: str, field: str) -> int:
    """On which line of the file a field stands, from 1; that of its part when it is missing there, 0 when nowhere."""
    part, _, key = field.rpartition(".")
    heads = re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+")
    whole = re.compile(rf"\s*{re.escape(field)}\s*=")
    here, seen, near = "", 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if head := heads.match(line):
            seen += head[1] == TARGETS
            here = f"{TARGETS}.{seen}" if head[1] == TARGETS else head[1]
            near = number if here in (part, field) else near
        elif (here == part and re.match(rf"\s*{re.escape(key)}\s*=", line)) or (not here and whole.match(line)):
            return number
    return near
