"""What a reader may have written instead, where the program is wrong about who somebody is.

A role from a list and nothing else: what is typed could name somebody.
"""

import re
from collections.abc import Sequence

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.known import CARER, GUARDIAN, OTHER_PUPIL, PARENT, PUPIL, RELATIVE
from thuisplan_desktop.anonymise.owning import SHOWN_OWNS
from thuisplan_desktop.anonymise.roles import ANNOUNCERS, opening
from thuisplan_desktop.anonymise.words import fold

_PEOPLE = (
    PUPIL, OTHER_PUPIL, PARENT, CARER, GUARDIAN, RELATIVE, "een familielid", "een leeftijdgenoot", "een leerkracht",
    "een mentor", "een behandelaar", "een medewerker", "de zorgcoördinator", "de leerplichtambtenaar", "iemand",
)  # fmt: skip
_PLACES = ("de school", "een school", "een organisatie", "een plaats")
_NAMES = frozenset((Kind.PERSON, Kind.ORG, Kind.PLACE))
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,30})\.? $")
_ROLES = ("de ", "een ", "iemand")
_LONGEST = 32  # characters of such a word with what stands behind it


def roles_for(finding: Finding, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Those of this text, with the letters that tell two people apart, and every other; none for what is no name."""
    if finding.kind not in _NAMES:
        return ()
    here = {role_of(one) for one in findings if one.kind in _NAMES} - {""}
    return tuple(dict.fromkeys((*sorted(here), *_PEOPLE, *_PLACES)))


def role_of(finding: Finding) -> str:
    """The role in what is shown, as in the middle of a sentence; empty where only a part of it is shown."""
    shown = finding.replacement.strip("()")
    shown = f"{shown[:1].lower()}{shown[1:]}"
    return shown if shown.startswith(_ROLES) and not SHOWN_OWNS.search(shown) else ""


def given(text: str, finding: Finding, role: str) -> Finding:
    """The finding with this role as it reads there: in brackets behind a title, with a capital, with an s that owns."""
    before = _WORD_BEFORE.search(text, max(0, finding.start - _LONGEST), finding.start)
    if finding.kind in _NAMES and SHOWN_OWNS.search(finding.replacement.strip("()")):
        role += "'s" if role[-1:].isupper() else "s"
    announced = finding.kind in _NAMES and before is not None and fold(before[1]) in ANNOUNCERS
    shown = f"({role})" if announced else opening(text, finding.start, role)
    return finding._replace(replacement=shown)
