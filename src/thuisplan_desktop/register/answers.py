"""What one answer about consent says by itself: whose it is, and for whom and what it says yes or no."""

from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, Party
from thuisplan_desktop.register.consent import Consent

Pair = tuple[Party, DataCategory]
"""One party hearing one kind of data: the smallest thing that can be consented to."""


def refuses_all(one: Consent) -> bool:
    """A no without a purpose is a no to every purpose, as one without parties is a no to everybody."""
    return one.decision is Decision.REFUSED and not one.purposes


def same_person(one: Consent, role: GiverRole, contact_id: str) -> bool:
    """Whether somebody gave this answer, in this capacity or another that he had; a pupil has one for each age."""
    if one.contact_id != contact_id:
        return False
    return one.giver is role or not (one.giver.is_pupil or role.is_pupil or not contact_id)


def may_say_no(one: Consent) -> bool:
    """Whether it can take something away: a refusal, or a yes that was withdrawn."""
    return one.decision is Decision.REFUSED or one.withdrawn_on is not None


def concerns(consent: Consent, pair: Pair) -> bool:
    """A no without parties or categories is a no to everything; a yes names what it allows."""
    if consent.decision is not Decision.REFUSED:
        return pair[0] in consent.parties and pair[1] in consent.categories
    return _about(consent, pair)


def _about(consent: Consent, pair: Pair) -> bool:
    return (not consent.parties or pair[0] in consent.parties) and (
        not consent.categories or pair[1] in consent.categories
    )


def put_to(consent: Consent, pair: Pair) -> bool:
    """A form that was asked, or came back, names what it was about; who agreed to less than was asked left the rest
    out, and the record of that yes can't tell what it was: while it stands it counts as asked."""
    standing_yes = consent.decision is Decision.GIVEN and consent.withdrawn_on is None
    return standing_yes or _about(consent, pair)
