"""What could not be read of a case when its damaged register was salvaged, and which of its consents therefore no
longer count: a later no may be among what is gone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from thuisplan_desktop import dutch

_CONSENT = ("consents", "contacts")
"""A later no, or a holder of gezag who never agreed, may be gone: then what is left of consent proves nothing."""
_KNOWN = ("discussions", "sharings")
"""Whether a group knows the case by name may be gone."""
GUARDED = (*_CONSENT, *_KNOWN, "requests")
"""What the gate rests on."""


@dataclass(frozen=True)
class Loss:
    """What one case lacks since a salvage: rows by table, 0 where nobody can tell whether any are gone.

    `doubted` are the ids of the consents that were left. `seen`: somebody looked at it and needs not be told again.
    """

    on: date
    parts: Mapping[str, int] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    seen: bool = False

    @property
    def counted(self) -> dict[str, int]:
        """The rows that are gone for certain."""
        return {table: count for table, count in self.parts.items() if count}

    def about(self, tables: Iterable[str]) -> bool:
        """Whether anything of these tables is or may be gone."""
        return any(table in self.parts for table in tables)

    @property
    def touches_consent(self) -> bool:
        return self.about(_CONSENT)


def lacking(loss: Loss) -> str:
    """'ontbreken 3 verzuimperioden en 1 toestemming'."""
    tables = [table for table in dutch.PARTS if table in loss.counted]
    verb = "ontbreekt" if sum(loss.counted.values()) == 1 else "ontbreken"
    return f"{verb} {dutch.join_words([dutch.part(table, loss.counted[table]) for table in tables])}"


def told(loss: Loss) -> str:
    """What stands on the page of the case until somebody has seen it; empty then."""
    if loss.seen:
        return ""
    what = f"er {lacking(loss)}" if loss.counted else "er kan iets ontbreken"
    consent = " Eerdere toestemming telt niet meer." if loss.touches_consent else ""
    return f"Bij het redden van het register op {dutch.format_date(loss.on)} was niet alles te lezen: {what}.{consent}"


@dataclass(frozen=True)
class Doubts:
    """What the gate may not believe since a salvage: consents by id, and cases that a group may know by name."""

    consents: frozenset[str] = frozenset()
    maybe_known: frozenset[str] = frozenset()


def doubts(text: str) -> Doubts:
    """The doubts in what `to_text` wrote."""
    return _doubts(text) if text else Doubts()


@lru_cache(maxsize=4)
def _doubts(text: str) -> Doubts:
    found = from_text(text)
    ids = frozenset(one for loss in found.values() for one in loss.doubted)
    return Doubts(ids, frozenset(case_id for case_id, loss in found.items() if loss.about(_KNOWN)))


def merged(before: Mapping[str, Loss], now: Mapping[str, Loss]) -> dict[str, Loss]:
    """The losses of two salvages, one after the other; what was lost again has to be seen again."""
    return {**before, **{case_id: _added(before.get(case_id), loss) for case_id, loss in now.items()}}


def _added(before: Loss | None, now: Loss) -> Loss:
    if before is None:
        return now
    tables = {**before.parts, **now.parts}
    parts = {table: before.parts.get(table, 0) + now.parts.get(table, 0) for table in tables}
    return replace(now, parts=parts, doubted=before.doubted | now.doubted)


def to_text(losses: Mapping[str, Loss]) -> str:
    """As it is kept in the settings, by the id of the case; empty where nothing is lacking."""
    found = {
        case_id: {
            "on": loss.on.isoformat(), "parts": dict(loss.parts), "doubted": sorted(loss.doubted), "seen": loss.seen,
        }
        for case_id, loss in losses.items()
    }  # fmt: skip
    return json.dumps(found, sort_keys=True) if found else ""


def from_text(text: str) -> dict[str, Loss]:
    """The other way round."""
    return {
        case_id: Loss(
            date.fromisoformat(value["on"]), value["parts"], frozenset(value["doubted"]), seen=bool(value["seen"])
        )
        for case_id, value in json.loads(text or "{}").items()
    }
