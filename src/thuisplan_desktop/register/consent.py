"""Consent as the law asks: who gave it, in which capacity, for whom, for what, from when, until when.

AVG article 4(11), 7 and 9(2)(a); ages in domain §2.1; gezag in BW 1:245, 1:253i.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register import codes


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One answer of one giver. Withdrawal keeps the record and its proof (AVG article 7(3))."""

    id: str
    case_id: str
    giver: codes.GiverRole
    contact_id: str = ""  # empty when the pupil is the giver
    decision: codes.Decision = codes.Decision.ASKED
    asked_on: date
    decided_on: date | None = None
    purposes: frozenset[codes.Purpose] = frozenset({codes.Purpose.DISCUSS})
    parties: frozenset[codes.Party] = frozenset()
    categories: frozenset[codes.DataCategory] = frozenset()
    form: codes.ConsentForm = codes.ConsentForm.WRITTEN
    recorded_by: str = ""
    text_version: str = ""
    language: str = "nl"
    valid_until: date | None = None
    meeting_id: str = ""  # set when the consent holds for one meeting alone
    withdrawn_on: date | None = None
    objection: bool = False  # a holder of gezag objects: processing stops until they agree (BW 1:253i)

    def __repr__(self) -> str:
        return f"Consent(id={self.id!r})"
