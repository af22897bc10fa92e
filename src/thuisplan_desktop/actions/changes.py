"""What an action changed, so that only the pages concerned reload."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    CASES = auto()
    CONSENTS = auto()
    MEETINGS = auto()
    SNAPSHOTS = auto()
    REGION = auto()
    SETTINGS = auto()
    KNELPUNTEN = auto()


@dataclass(frozen=True)
class Changed:
    """The kinds of things that changed, the case if it was one, and what the caller wants to know."""

    kinds: frozenset[Kind]
    case_id: str = ""
    value: Any = None


def changed(*kinds: Kind, case_id: str = "", value: Any = None) -> Changed:
    return Changed(frozenset(kinds), case_id, value)
