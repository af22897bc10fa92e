"""One party, some data, one purpose, one day: on a ground of the law, with consent, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from factories import make_case, make_consent, make_contact, make_file
from thuisplan_desktop.errors import SharingNotAllowed
from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, LegalBasis, Party, Purpose, Role
from thuisplan_desktop.register.sharing import Permit, Wish, may_share, permit
from thuisplan_desktop.register.standing import ConsentSettings

CASE = make_case()
MOTHER, FATHER = make_contact(CASE), make_contact(CASE, first_name="Jitske")
FILE = make_file(CASE, contacts=(MOTHER, FATHER))
ON = date(2026, 3, 10)
ABSENCE, HEALTH = DataCategory.ABSENCE, DataCategory.HEALTH
HANDOVER = {
    "purposes": frozenset({Purpose.HANDOVER}),
    "parties": frozenset({Party.RMC}),
    "categories": frozenset({ABSENCE, HEALTH}),
}


def wish(*consents, **changes):
    base = Wish(
        file=FILE, consents=consents, party=Party.RMC, categories=frozenset({ABSENCE}), purpose=Purpose.HANDOVER, on=ON
    )
    return replace(base, **changes)


def both(**changes):
    return tuple(make_consent(CASE, who, **{**HANDOVER, **changes}) for who in (MOTHER, FATHER))


def test_a_legal_ground_needs_no_consent():
    """And consent for something else is not the ground that is written down."""
    found = may_share(wish(*both(), party=Party.DUO, purpose=Purpose.REPORT))
    assert (found.allowed, found.basis, found.rule) == (True, LegalBasis.LEERPLICHT, "verzuimmelding")
    assert "wettekst 2015" in " ".join(found.reasons)


def test_consent_counts_for_its_own_purpose_alone():
    """Domain §2.3: specific. Consent to discuss is no consent to hand over, and the other way round."""
    assert may_share(wish(*both())).basis is LegalBasis.CONSENT
    for given in ((), both()[:1], both(purposes=frozenset({Purpose.DISCUSS}))):
        found = may_share(wish(*given))
        assert (found.allowed, found.basis) == (False, LegalBasis.NONE)
        assert "Vraag toestemming aan: ouder met gezag." in found.remedies


def test_what_is_covered_is_proposed():
    """One category too many: share less."""
    found = may_share(wish(*both(categories=frozenset({ABSENCE})), categories=frozenset({ABSENCE, HEALTH})))
    assert not found.allowed
    assert "Deel alleen: verzuimgegevens. Daarvoor is er toestemming." in found.remedies


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_on": ON},
        {"valid_until": date(2026, 3, 9)},
        {"decision": Decision.REFUSED, "valid_until": None},
        {"objection": True, "decision": Decision.REFUSED, "valid_until": None},
        {"asked_on": date(2026, 3, 11), "decided_on": date(2026, 3, 11)},
    ],
)
def test_withdrawn_expired_refused_objected_or_later_is_no_ground(change):
    """At once, on the day itself."""
    first, second = both()
    assert not may_share(wish(replace(first, **change), second)).allowed


def test_an_ended_case_has_no_consent_left():
    """Consent was for this trajectory (§2.3)."""
    closed = replace(FILE, case=replace(CASE, closed_on=date(2026, 3, 1)))
    found = may_share(wish(*both(), file=closed))
    assert not found.allowed
    assert "afgesloten" in found.reasons[0]


def test_an_incomplete_question_is_no():
    assert not may_share(wish(*both(), categories=frozenset())).allowed
    assert not may_share(wish(*both(), file=replace(FILE, case=replace(CASE, birth_date=None)))).allowed


def test_from_sixteen_only_the_pupil_opens_a_hand_over():
    """Seventeen with only the parents' consent: refused, with the way out."""
    case = make_case(birth_date=date(2008, 6, 1))
    parents = (make_contact(case), make_contact(case, first_name="Jitske"))
    file = make_file(case, contacts=parents)
    old = tuple(make_consent(case, who, **HANDOVER) for who in parents)
    found = may_share(wish(*old, file=file))
    assert not found.allowed
    assert "16 jaar" in " ".join((*found.reasons, *found.remedies))
    own = make_consent(case, None, giver=GiverRole.PUPIL_16, **HANDOVER)
    assert may_share(wish(own, file=file)).allowed


def test_the_swv_gives_health_data_to_no_third_party_without_consent():
    """WPO 18a lid 13; to the pupil's own school it may."""
    swv = ConsentSettings(holder=Role.CONSULENT)
    asked = {"settings": swv, "categories": frozenset({HEALTH}), "purpose": Purpose.DISCUSS}
    assert may_share(wish(**asked, party=Party.ZORGCOORDINATOR)).basis is LegalBasis.SWV_TASK
    for party in (Party.LEERPLICHT, Party.YOUTH_TEAM, Party.ACCESS, Party.MENTAL_HEALTH):
        assert not may_share(wish(**asked, party=party)).allowed


def test_a_permit_proves_exactly_what_was_asked():
    """Nobody else can make one, and a refusal says why without a name."""
    found = permit(wish(*both()))
    assert (found.case_id, found.party, found.basis) == (CASE.id, Party.RMC, LegalBasis.CONSENT)
    with pytest.raises(TypeError):
        Permit(CASE.id, Party.RMC, frozenset(), Purpose.HANDOVER, LegalBasis.CONSENT, "", ON)
    with pytest.raises(SharingNotAllowed) as refused:
        permit(wish())
    assert "toestemming" in str(refused.value.facts["reasons"])
    assert "Zandloper" not in str(refused.value.facts["reasons"]) + repr(wish())
