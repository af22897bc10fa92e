"""The seven parts a to g of the national pact, into which a report can be divided (Noord-Kennemerland 2017)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from thuisplan_desktop.counts.declared import Report
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import law


@dataclass(frozen=True)
class Chapter:
    """One part; `reports` are the names of what is counted about it, none where nothing is."""

    letter: str
    title: str
    reports: tuple[str, ...]

    @property
    def heading(self) -> str:
        return f"{self.letter}. {self.title}"

    def holds(self, report: Report) -> bool:
        """Whether a report, of whatever sector, belongs here."""
        return report.id in self.reports or report.id.removesuffix(f"-{report.sector.value}") in self.reports


@cache
def chapters() -> tuple[Chapter, ...]:
    """All seven, in the pact's order."""
    return tuple(
        Chapter(letter=one["letter"], title=one["title"], reports=tuple(one["reports"])) for one in _file()["chapter"]
    )


@cache
def source() -> str:
    """Where the division comes from, with its dates."""
    return law.filled(_file()["source"])


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resource("pact", "landelijk.toml").read_text("utf-8"))
