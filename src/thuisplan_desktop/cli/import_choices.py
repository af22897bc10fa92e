"""What a person would choose in the window when reading a list, as a JSON file for `thuisplan import --mapping`.

`{"columns": {"pupil_key": "Stamnr"}, "sheet": "Blad2", "codes": {"QX": "sick"}, "durations": {"lesson": 45, "half_day":
165, "day": 330}, "covers": ["2026-09-01", "2026-09-30"], "complete": true, "school": "99XA", "types": {"<id>": "so"},
"decisions": [{"key": "40001", "what": "birth_date", "replace": true, "reason": "paspoort gezien"}]}`; every part may be
left out, but a consulent names the school (its BRIN) of an absence list. About a possible double ("pupil") `replace`
says that he is the pupil of that case.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.actions import files
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.importing import PupilChoices
from thuisplan_desktop.actions.lists import Durations
from thuisplan_desktop.actions.pairing import Decision
from thuisplan_desktop.errors import MalformedChoices
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.codes import SchoolType

NOTHING: Mapping[str, Any] = MappingProxyType({})
_KNOWN = frozenset({"columns", "sheet", "codes", "durations", "covers", "complete", "school", "types", "decisions"})


def read(path: Path) -> Mapping[str, Any]:
    """The choices in a file. Raises MalformedChoices, and what reading a file raises."""
    try:
        found = json.loads(files.read(path).decode("utf-8-sig"))
    except ValueError:
        raise MalformedChoices(field="JSON") from None
    if not isinstance(found, dict) or not found.keys() <= _KNOWN:
        raise MalformedChoices(field=", ".join(sorted(_KNOWN)))
    return found


def absences(told: Mapping[str, Any]) -> AbsenceChoices:
    """What the file says about an absence list. Raises MalformedChoices with the part that is wrong."""
    with _Part("durations"):
        lengths = Durations(**told["durations"]) if "durations" in told else None
    with _Part("covers"):
        first, last = map(date.fromisoformat, told.get("covers", ("2000-01-01", "2000-01-01")))
    with _Part("codes"):
        codes = {str(code): str(kind) for code, kind in told.get("codes", {}).items()}
    return AbsenceChoices(
        mapping=_columns(told),
        sheet=str(told.get("sheet", "")),
        codes=codes,
        durations=lengths,
        covers=(first, last) if "covers" in told else None,
        complete=told.get("complete") is True,
        school=str(told.get("school", "")),
    )


def pupils(told: Mapping[str, Any]) -> PupilChoices:
    """What the file says about pupils. Raises MalformedChoices with the part that is wrong."""
    with _Part("types"):
        types = {str(place): SchoolType(kind) for place, kind in told.get("types", {}).items()}
    with _Part("decisions"):
        decisions = {
            (str(one["key"]), What(one["what"])): Decision(one["replace"] is True, str(one["reason"]))
            for one in told.get("decisions", [])
        }
    return PupilChoices(mapping=_columns(told), sheet=str(told.get("sheet", "")), types=types, decisions=decisions)


def _columns(told: Mapping[str, Any]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    with _Part("columns"):
        found.update({str(name): str(head) for name, head in told.get("columns", {}).items()})
    return found or None


class _Part:
    """Names the part of the file in which something has another shape than it should."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None and issubclass(kind, (TypeError, ValueError, KeyError, AttributeError)):
            raise MalformedChoices(field=self._name) from None
