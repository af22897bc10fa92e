"""Requests of who is registered, what was corrected, and signed papers that were scanned (AVG article 12 to 21)."""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.case_codes import PaperKind, RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import GiverRole
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.spans import add_months

_GROUP = Group.RIGHTS
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL


@catalogued
@dataclass(frozen=True, kw_only=True)
class Request:
    """One request. A restriction holds from `decided_on` until `ended_on`; an objection from the day it was made."""

    id: str = about("Verzoek", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    kind: RequestKind = about("Verzoek om", _COUNTS, _GROUP)
    asked_by: GiverRole = about("Gevraagd door", _SAYS, _GROUP)
    asked_on: date = about("Gevraagd op", _SAYS, _GROUP)
    subject: str = about("Waarover", _SAYS, _GROUP, default="")
    extended_until: date | None = about(
        "Verlengd tot en met", _SAYS, _GROUP, default=None,
        help=f"Met ten hoogste twee maanden, als het verzoek ingewikkeld is. Bron: {cite('avg-12-3')}.",
    )  # fmt: skip
    decided_on: date | None = about("Beslist op", _SAYS, _GROUP, default=None)
    outcome: RequestOutcome | None = about("Beslissing", _SAYS, _GROUP, default=None)
    reason: str = about("Reden", _SAYS, _GROUP, default="")
    told_on: date | None = about(
        "Ontvangers ingelicht op", _SAYS, _GROUP, default=None,
        help=f"Wie de gegevens kreeg, hoort het. Bron: {cite('avg-19')}.",
    )  # fmt: skip
    ended_on: date | None = about("Beperking opgeheven op", _SAYS, _GROUP, default=None)

    @property
    def answer_by(self) -> date:
        """The last day to answer: one month (AVG article 12 lid 3), unless it was extended."""
        return self.extended_until or add_months(self.asked_on, 1)

    def stops_sharing(self, on: date) -> bool:
        """While a restriction holds, or an objection waits or was upheld, data are kept and nothing more."""
        refused = self.outcome in (RequestOutcome.REFUSED, RequestOutcome.WITHDRAWN)
        decided = self.decided_on is not None and self.decided_on <= on
        if self.kind is RequestKind.OBJECTION:
            return self.asked_on <= on and not (decided and refused)
        ended = self.ended_on is not None and self.ended_on <= on
        return self.kind is RequestKind.RESTRICTION and decided and not refused and not ended


@catalogued
@dataclass(frozen=True, kw_only=True)
class Correction:
    """Which field was corrected, when and why; never what stood there."""

    id: str = about("Correctie", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    request_id: str = about("Verzoek", _KEY, _GROUP, default="")
    corrected_on: date = about("Gecorrigeerd op", _SAYS, _GROUP)
    field: str = about("Veld", _SAYS, _GROUP)
    reason: str = about("Waarom", _SAYS, _GROUP, default="")
    corrected_by: str = about("Door", _NAMES, _GROUP, default="")


@catalogued
@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A scanned paper without its pages, for a list."""

    id: str = about("Papier", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    consent_id: str = about("Toestemming", _KEY, _GROUP, default="")
    kind: PaperKind = about("Soort papier", _SAYS, _GROUP)
    name: str = about("Naam", _NAMES, _GROUP, default="")
    media_type: str = about("Bestandssoort", _KEY, _GROUP)
    added_on: date = about("Toegevoegd op", _SAYS, _GROUP)


@catalogued
@dataclass(frozen=True, kw_only=True)
class Paper(PaperLine):
    """A scanned paper with its pages as they were given: a PDF or a picture."""

    content: bytes = about("Inhoud", _NAMES, _GROUP)
