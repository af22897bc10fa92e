"""What makes a consent provable and a sharing explainable, beside the record itself (AVG article 7(1); domain §2.3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ConsentProof:
    """`informed_on`: when the leaflet was given and talked through. `gezag_*`: as it stood when the answer came.

    `explained`: the purpose in the school's own words. `withdrawn_by`: in which capacity, in words.
    """

    informed_on: date | None = None
    gezag_checked_on: date | None = None
    gezag_checked_how: str = ""
    explained: str = ""
    withdrawn_by: str = ""

    def __repr__(self) -> str:
        return "ConsentProof()"


@dataclass(frozen=True, kw_only=True)
class SharingProof:
    """On which rule a sharing rests, of which version of the rules, who gave it, and why."""

    rule: str = ""
    rules_version: str = ""
    given_by: str = ""
    why: str = ""

    def __repr__(self) -> str:
        return "SharingProof()"
