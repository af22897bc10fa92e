"""Search a text: for a sheet, for inzage, and outside any register for the command line and the yardstick."""

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

_REACHES = {Kind.PHONE: "[telefoonnummer]", Kind.EMAIL: "[e-mailadres]"}


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


def unreachable(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and BSNs; what stood there is told in its place.

    Days are sought too: in 'belt op 12-01-2026' no number is told.
    """
    told = elfproef.without(text)
    reading = Reading(told, Known(), words())
    for one in reversed(settle([*contact.find(reading), *dates.find(reading)], told)):
        if one.kind in _REACHES:
            told = told[: one.start] + _REACHES[one.kind] + told[one.end :]
    return told
