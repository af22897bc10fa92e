"""Search a text: for a sheet, for inzage, and outside any register for the command line and the yardstick."""

import re
from dataclasses import dataclass
from functools import cache

from thuisplan_desktop import logs
from thuisplan_desktop.anonymise import find as finding
from thuisplan_desktop.anonymise import readable
from thuisplan_desktop.anonymise import redact as redacting
from thuisplan_desktop.anonymise.finders import contact, dates
from thuisplan_desktop.anonymise.findings import BY_HINT, Finding, Kind
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.neutral import with_neutral
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.anonymise.spans import settle
from thuisplan_desktop.anonymise.words import Words
from thuisplan_desktop.errors import UnjudgedText
from thuisplan_desktop.intake import elfproef

_REACHES = {
    Kind.PHONE: "[telefoonnummer]",
    Kind.EMAIL: "[e-mailadres]",
    Kind.ADDRESS: "[adres]",
    Kind.ONLINE: "[account of website]",
}
_HOME = "[plaats]"
_NEXT_PART = re.compile(r"[\s,]{0,3}")
"""Between a street, its postcode and the town."""


@cache
def words() -> Words:
    """The word lists, read once a process: they are the same for every register."""
    return Words.load()


@dataclass(frozen=True)
class Anonymised:
    """What was found, and the text with every finding replaced and made gender-neutral."""

    findings: tuple[Finding, ...]
    text: str

    def __repr__(self) -> str:
        return f"Anonymised({len(self.findings)} findings)"


def anonymise(text: str, known: Known) -> Anonymised:
    """Find and replace without a reviewer. Raises UnjudgedText where a part can't be judged: it fails closed."""
    everything = proposals(text, known)
    findings = tuple(one for one in everything if one.kind not in BY_HINT)
    return Anonymised(findings, redacting.redact(text, everything, Review.accepting(everything)).text)


def proposals(text: str, known: Known) -> tuple[Finding, ...]:
    """What may identify somebody, and what tells a pupil's sex or age, in the order of the text.

    Raises UnjudgedText where a part can't be judged: before the search, which is slow in what is no note, and also
    where a finder breaks.
    """
    readable.judge(text)
    listed = words()
    try:
        return _search(text, known, listed)
    except Exception as error:
        logs.crash(error)
        raise UnjudgedText(part=_where_it_breaks(text, known, listed)) from None


def _search(text: str, known: Known, listed: Words) -> tuple[Finding, ...]:
    return with_neutral(text, finding.find(text, known, listed), listed)


def _where_it_breaks(text: str, known: Known, listed: Words) -> int:
    """The line with which a search that breaks does so first: what stands above it can be searched."""
    lines = text.split("\n")
    sound, broken = 0, len(lines)
    while broken - sound > 1:
        half = (sound + broken) // 2
        try:
            _search("\n".join(lines[:half]), known, listed)
            sound = half
        except Exception:
            broken = half
    return broken


def unreachable(text: str, *, is_name: bool = False, places: bool = False) -> str:
    """The text without telephone numbers, e-mail addresses, addresses, account names, websites and BSNs, as far as the
    finders of the anonymiser know them; what stood there is told in its place. `places`: towns too.

    Days are sought too: in 'belt op 12-01-2026' no number is told. `is_name`: it stands in a field for a name, so a
    'Marshof' or 'Molenweg' in it is a school or somebody, and no address.
    """
    told = elfproef.without(text)
    for start, end, instead in reversed(_reaching(told, is_name=is_name, places=places)):
        told = told[:start] + instead + told[end:]
    return told


def _reaching(told: str, *, is_name: bool, places: bool) -> list[tuple[int, int, str]]:
    """Where ways to reach somebody stand, and what is told there. A town behind an address is a part of it."""
    reading = Reading(told, Known(), words())
    sure = settle([*contact.find(reading), *dates.find(reading)], told)
    spans: list[tuple[int, int, Kind]] = [
        (one.start, one.end, one.kind) for one in sure if one.kind in (Kind.PHONE, Kind.EMAIL)
    ]
    if not is_name:
        spans += [(one.start, one.end, one.kind) for one in finding.find(told, Known(), words())]
    found: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans):
        last = found[-1] if found else (0, 0, "")
        beside = last[2] == _REACHES[Kind.ADDRESS] and kind in (Kind.ADDRESS, Kind.PLACE)
        if found and (start < last[1] or (beside and _NEXT_PART.fullmatch(told, last[1], start))):
            found[-1] = last[0], max(end, last[1]), last[2]
        elif kind in _REACHES or (places and kind is Kind.PLACE):
            found.append((start, end, _REACHES.get(kind, _HOME)))
    return found
