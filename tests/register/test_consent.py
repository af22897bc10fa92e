"""What may be recorded as consent, whose consent is needed, and where it stands on a day (domain §2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_case, make_consent, make_contact
from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.register.codes import (
    ConsentForm,
    ConsentState,
    ContactRole,
    DataCategory,
    Decision,
    GiverRole,
    Party,
    Purpose,
)
from thuisplan_desktop.register.consent import check, check_change, last_day
from thuisplan_desktop.register.standing import ConsentSettings, Giver, required_givers, state

CASE = make_case(birth_date=date(2014, 9, 3))
MOTHER = make_contact(CASE)
FATHER = make_contact(CASE, first_name="Jitske")
BOTH = (MOTHER, FATHER)
TODAY = date(2026, 2, 2)
TWELVE, SIXTEEN, EIGHTEEN = (date(2014 + age, 9, 3) for age in (12, 16, 18))
PARTIES = frozenset({Party.LEERPLICHT, Party.CONSULENT})
DATA = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})
STRICT, ONE = ConsentSettings(), ConsentSettings(both_parents=False)


def yes(contact=MOTHER, **changes):
    return make_consent(CASE, contact, **changes)


def no(contact=MOTHER, **changes):
    answer = {"decision": Decision.REFUSED, "parties": frozenset(), "categories": frozenset(), "valid_until": None}
    return make_consent(CASE, contact, **{**answer, **changes})


def pupil(role, **changes):
    return make_consent(CASE, None, **{"giver": role, "valid_until": None, **changes})


def stands(
    *consents, on=TODAY, contacts=BOTH, parties=PARTIES, data=DATA, settings=STRICT, birth=CASE.birth_date, **kw
):
    return state(consents, birth, contacts, on, parties, data, settings, **kw)


# --- what may be recorded


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"asked_on": TODAY + timedelta(days=1)}, "toekomst"),
        ({"decided_on": TODAY + timedelta(days=1)}, "toekomst"),
        ({"withdrawn_on": TODAY + timedelta(days=1)}, "toekomst"),
        ({"decided_on": date(2026, 1, 19)}, "voordat erom gevraagd"),
        ({"withdrawn_on": date(2026, 1, 21)}, "voordat zij gegeven"),
        ({"valid_until": date(2026, 1, 21)}, "eindigt voordat"),
        ({"valid_until": date(2026, 8, 1)}, "einde van het schooljaar"),
        ({"decided_on": None}, "datum van de beslissing"),
        ({"decision": Decision.ASKED}, "geen beslissing"),
        ({"decision": Decision.REFUSED, "withdrawn_on": TODAY}, "ingetrokken"),
        ({"parties": frozenset()}, "kies met wie"),
        ({"categories": frozenset()}, "kies met wie"),
        ({"purposes": frozenset()}, "kies met wie"),
        ({"objection": True}, "bezwaar"),
        ({"form": ConsentForm.ORAL, "recorded_by": " "}, "mondelinge"),
        ({"contact_id": ""}, "kies de betrokkene"),
        ({"giver": GiverRole.GUARDIAN}, "hoedanigheid"),
        ({"giver": GiverRole.PUPIL_16, "contact_id": ""}, "nog geen 16"),
        ({"giver": GiverRole.PUPIL_12, "contact_id": ""}, "12 tot en met 15"),
        ({"giver": GiverRole.PUPIL_12}, "leerling zelf hoort geen betrokkene"),
        ({"asked_on": date(2014, 9, 2)}, "voor de geboortedatum"),
        ({"informed_on": date(2014, 9, 2)}, "voor de geboortedatum"),
        ({"asked_on": date(2014, 9, 1), "decided_on": date(2014, 9, 2), "valid_until": None}, "voor de geboortedatum"),
    ],
)
def test_an_impossible_record_is_refused_with_a_clause(changes, reason):
    """Each reason is Dutch and names nobody."""
    with pytest.raises(InvalidConsent) as caught:
        check(replace(yes(), **changes), BOTH, CASE.birth_date, TODAY)
    assert reason in str(caught.value.facts["reason"])


@pytest.mark.parametrize(
    "kept", [yes(), yes(withdrawn_on=TODAY), no(), no(objection=True), no(decision=Decision.NO_RESPONSE)]
)
@pytest.mark.parametrize(
    "changes",
    [
        {"decision": Decision.ASKED},
        {"asked_on": date(2026, 1, 19)},
        {"decided_on": date(2026, 1, 23)},
        {"purposes": frozenset({Purpose.ADVICE})},
        {"parties": frozenset({Party.YOUTH_TEAM})},
        {"categories": frozenset({DataCategory.HEALTH})},
        {"withdrawn_on": date(2026, 1, 30)},
        {"valid_until": date(2026, 7, 1)},
        {"contact_id": FATHER.id},
        {"case_id": "andere"},
    ],
)
def test_an_answer_that_is_kept_does_not_change(kept, changes):
    """It is the proof; the reason says the two ways out."""
    with pytest.raises(InvalidConsent) as caught:
        check_change(kept, replace(kept, **changes))
    assert "trek deze toestemming in of leg een nieuwe vast" in str(caught.value.facts["reason"])


def test_what_may_still_be_added_to_an_answer():
    """Where the paper lies, and an objection, which doesn't go away again by writing over it."""
    kept = no()
    check_change(kept, kept)
    check_change(kept, replace(kept, paper_place="dossierkast", objection=True))
    check_change(yes(decision=Decision.ASKED, decided_on=None), yes())
    check_change(None, yes())
    with pytest.raises(InvalidConsent):
        check_change(replace(kept, objection=True), kept)


@pytest.mark.parametrize(
    "role", [ContactRole.PARENT_WITHOUT_GEZAG, ContactRole.CARER, ContactRole.FAMILY, ContactRole.STAFF]
)
def test_without_gezag_nobody_gives_consent(role):
    """BW 1:245: an ouder zonder gezag, a verzorger or a pleegouder never satisfies the gate."""
    contact = make_contact(CASE, role=role)
    with pytest.raises(InvalidConsent) as caught:
        check(yes(contact), (contact,), CASE.birth_date, TODAY)
    assert "gezag" in str(caught.value.facts["reason"])
    assert required_givers(CASE.birth_date, TODAY, PARTIES, DATA, (contact,), STRICT) == ()
    assert stands(yes(contact), contacts=(contact,)) is ConsentState.NOT_ASKED


def test_without_a_birth_date_no_consent_is_recorded():
    """Who may give it depends on the age."""
    with pytest.raises(InvalidConsent):
        check(yes(), BOTH, None, TODAY)
    assert required_givers(None, TODAY, PARTIES, DATA, BOTH, STRICT) == ()
    assert stands(yes(), yes(FATHER), birth=None) is ConsentState.NOT_ASKED


def test_from_sixteen_parents_no_longer_decide():
    """A parent's answer of that day or later is refused (UAVG 5; Ingrado)."""
    late = yes(asked_on=SIXTEEN, decided_on=SIXTEEN, valid_until=None)
    with pytest.raises(InvalidConsent) as caught:
        check(late, BOTH, CASE.birth_date, SIXTEEN)
    assert "16 jaar" in str(caught.value.facts["reason"])


@pytest.mark.parametrize(
    "consent",
    [
        yes(),
        yes(withdrawn_on=TODAY),
        yes(valid_until=date(2026, 7, 31)),
        no(),
        no(objection=True),
        yes(decision=Decision.ASKED, decided_on=None),
        yes(decision=Decision.NO_RESPONSE, valid_until=None),
        yes(form=ConsentForm.ORAL),
    ],
)
def test_a_sound_record_is_accepted(consent):
    """Given, withdrawn, refused, objected to, asked, unanswered, and oral with who wrote it down."""
    check(consent, BOTH, CASE.birth_date, TODAY)


def test_a_pupil_s_answer_can_t_be_somebody_else_s():
    """A record of both the pupil and a contact is refused, and counts for nothing when it is there all the same."""
    mixed = pupil(GiverRole.PUPIL_16, asked_on=SIXTEEN, decided_on=SIXTEEN, contact_id=MOTHER.id)
    with pytest.raises(InvalidConsent):
        check(mixed, BOTH, CASE.birth_date, SIXTEEN)
    assert stands(mixed, on=SIXTEEN) is ConsentState.NOT_ASKED
    assert stands(replace(mixed, contact_id=""), on=SIXTEEN) is ConsentState.GIVEN


def test_pupils_give_their_own_consent_at_their_age():
    """12 to 15 as PUPIL_12, from 16 as PUPIL_16."""
    check(pupil(GiverRole.PUPIL_12, asked_on=TWELVE, decided_on=TWELVE), (), CASE.birth_date, TWELVE)
    check(pupil(GiverRole.PUPIL_16, asked_on=SIXTEEN, decided_on=SIXTEEN), (), CASE.birth_date, SIXTEEN)


# --- whose consent is needed


def givers(on, parties=PARTIES, data=DATA, settings=STRICT, contacts=BOTH):
    return required_givers(CASE.birth_date, on, parties, data, contacts, settings)


def test_under_twelve_everyone_with_gezag_is_asked():
    """Both parents by default; the setting says whether one is enough."""
    assert givers(TODAY) == (Giver(GiverRole.PARENT, MOTHER.id), Giver(GiverRole.PARENT, FATHER.id))
    assert all(giver.one_is_enough for giver in givers(TODAY, settings=ONE))
    everything = givers(TODAY, frozenset(Party), frozenset(DataCategory))
    assert {giver.role for giver in everything} == {GiverRole.PARENT}


@pytest.mark.parametrize(
    ("parties", "data", "own"),
    [
        (PARTIES, DATA, False),
        ({Party.LEERPLICHT}, {DataCategory.HOME}, False),
        ({Party.LEERPLICHT}, {DataCategory.HEALTH}, True),
        ({Party.CONSULENT}, {DataCategory.HELP}, True),
        ({Party.YOUTH_DOCTOR}, {DataCategory.ABSENCE}, True),
        ({Party.SOCIAL_WORKER}, {DataCategory.ABSENCE}, True),
        ({Party.MENTAL_HEALTH}, {DataCategory.ABSENCE}, True),
        ({Party.YOUTH_TEAM}, {DataCategory.ABSENCE}, True),
    ],
)
def test_from_twelve_the_pupil_decides_too_where_care_is_involved(parties, data, own):
    """Health or help data, or a party of care: parents and pupil both (Jeugdwet 7.3.4 lid 2, WGBO 7:450 lid 2)."""
    roles = [giver.role for giver in givers(TWELVE, frozenset(parties), frozenset(data))]
    assert roles == [GiverRole.PARENT] * 2 + [GiverRole.PUPIL_12] * own
    assert GiverRole.PUPIL_12 not in [giver.role for giver in givers(TWELVE - timedelta(days=1), parties, data)]


def test_from_sixteen_the_pupil_alone_is_asked():
    """On the birthday itself."""
    assert givers(SIXTEEN) == (Giver(GiverRole.PUPIL_16),)
    assert givers(SIXTEEN - timedelta(days=1))[0].role is GiverRole.PARENT


def test_own_staff_and_the_family_itself_need_no_consent():
    """Internal team: public task. Under sixteen that holds for any kind of data."""
    team = frozenset(party for party in Party if party.own_staff or party.is_family)
    assert givers(TODAY, team, frozenset(DataCategory)) == ()


def test_parents_of_sixteen_and_eighteen():
    """16: without the pupil of nothing but absence (domain §2.1, WGBO 7:447); 18: of nothing at all."""
    parents = frozenset({Party.PARENTS})
    assert givers(SIXTEEN, parents, frozenset({DataCategory.ABSENCE})) == ()
    assert givers(SIXTEEN, parents, DATA) == (Giver(GiverRole.PUPIL_16),)
    assert givers(SIXTEEN, parents, frozenset({DataCategory.HEALTH})) == (Giver(GiverRole.PUPIL_16),)
    assert givers(EIGHTEEN, parents, DATA) == (Giver(GiverRole.PUPIL_16),)


def test_guardians_and_institutions_hold_gezag_too():
    """Voogdij may lie with a person or a gecertificeerde instelling."""
    contacts = (
        make_contact(CASE, role=ContactRole.GUARDIAN),
        make_contact(CASE, role=ContactRole.CERTIFIED_INSTITUTION),
        make_contact(CASE, role=ContactRole.CARER),
    )
    roles = [giver.role for giver in givers(TODAY, contacts=contacts)]
    assert roles == [GiverRole.GUARDIAN, GiverRole.CERTIFIED_INSTITUTION]


# --- where it stands


def test_both_parents_by_default_one_by_setting():
    """One yes is part of it; with the setting off it is enough (BW 1:253i lid 1)."""
    assert stands() is ConsentState.NOT_ASKED
    assert stands(yes()) is ConsentState.PARTIAL
    assert stands(yes(), yes(FATHER)) is ConsentState.GIVEN
    assert stands(yes(), settings=ONE) is ConsentState.GIVEN


def test_one_is_enough_unless_the_other_refuses():
    """'Mits niet van bezwaren van de andere ouder is gebleken': a refusal or a withdrawal shows them."""
    assert stands(yes(), no(FATHER), settings=ONE) is ConsentState.REFUSED
    assert stands(yes(), yes(FATHER, withdrawn_on=TODAY), settings=ONE) is ConsentState.WITHDRAWN
    other = no(FATHER, parties=frozenset({Party.MENTAL_HEALTH}))
    assert stands(yes(), other, settings=ONE) is ConsentState.GIVEN


@pytest.mark.parametrize("role", [ContactRole.GUARDIAN, ContactRole.CERTIFIED_INSTITUTION])
def test_a_no_stands_when_the_role_is_put_right(role):
    """A no, a yes taken back and an objection are of the person; his yes was given in another capacity."""
    now = (MOTHER, replace(FATHER, role=role))
    giver = {ContactRole.GUARDIAN: GiverRole.GUARDIAN}.get(role, GiverRole.CERTIFIED_INSTITUTION)
    assert stands(yes(), no(FATHER), settings=ONE, contacts=now) is ConsentState.REFUSED
    assert stands(yes(), yes(FATHER, withdrawn_on=TODAY), settings=ONE, contacts=now) is ConsentState.WITHDRAWN
    assert stands(yes(), yes(FATHER), contacts=now) is ConsentState.PARTIAL
    objects, later = no(FATHER, objection=True), yes(FATHER, giver=giver, decided_on=date(2026, 1, 28))
    assert stands(yes(), objects, contacts=now) is ConsentState.BLOCKED
    assert stands(yes(), objects, later, contacts=now) is ConsentState.GIVEN


@pytest.mark.parametrize("settings", [STRICT, ONE])
def test_an_objection_of_one_blocks(settings):
    """Until that person agrees later: then the objection is over."""
    objects = no(FATHER, objection=True)
    assert stands(yes(), yes(FATHER, decided_on=date(2026, 1, 21)), objects, settings=settings) is ConsentState.BLOCKED
    agrees = yes(FATHER, decided_on=date(2026, 1, 28))
    assert stands(yes(), objects, agrees, settings=settings) is ConsentState.GIVEN
    assert stands(yes(), yes(FATHER), replace(objects, decided_on=TODAY), settings=settings) is ConsentState.BLOCKED


def test_whose_objection_counts():
    """A parent without gezag can't block, nor a parent at sixteen; somebody unknown can, to be safe."""
    outsider = make_contact(CASE, role=ContactRole.PARENT_WITHOUT_GEZAG)
    objection = no(outsider, objection=True)
    both = (yes(), yes(FATHER))
    assert stands(*both, objection, contacts=(*BOTH, outsider)) is ConsentState.GIVEN
    assert stands(*both, objection) is ConsentState.BLOCKED
    own = pupil(GiverRole.PUPIL_16, asked_on=SIXTEEN, decided_on=SIXTEEN)
    assert stands(own, no(FATHER, objection=True), on=SIXTEEN) is ConsentState.GIVEN
    block = pupil(GiverRole.PUPIL_16, asked_on=SIXTEEN, decided_on=SIXTEEN, decision=Decision.REFUSED, objection=True)
    assert stands(own, block, on=SIXTEEN) is ConsentState.BLOCKED


def test_a_withdrawal_works_at_once_and_not_backwards():
    """From that day on; what was discussed before stays lawful (AVG article 7 lid 3)."""
    gone = yes(withdrawn_on=TODAY)
    assert stands(gone, yes(FATHER)) is ConsentState.WITHDRAWN
    assert stands(gone, yes(FATHER), on=TODAY - timedelta(days=1)) is ConsentState.GIVEN


def test_a_withdrawn_newer_form_doesn_t_revive_the_older_one():
    """The older form was replaced."""
    older, newer = yes(), yes(decided_on=date(2026, 1, 28), withdrawn_on=TODAY)
    assert stands(older, newer, yes(FATHER)) is ConsentState.WITHDRAWN


def test_a_newer_form_replaces_the_older_one():
    """Who ticks fewer boxes the second time means the second time; forms of one day add up."""
    narrow = yes(decided_on=date(2026, 1, 28), parties=frozenset({Party.CONSULENT}))
    assert stands(yes(), narrow, yes(FATHER)) is ConsentState.PARTIAL
    halves = [yes(parties=frozenset({party})) for party in PARTIES]
    assert stands(*halves, yes(FATHER)) is ConsentState.GIVEN


def test_parties_and_categories_are_covered_in_pairs():
    """Absence to leerplicht and education to the consulent isn't education to leerplicht."""
    crossed = [
        yes(parties=frozenset({Party.LEERPLICHT}), categories=frozenset({DataCategory.ABSENCE})),
        yes(parties=frozenset({Party.CONSULENT}), categories=frozenset({DataCategory.EDUCATION})),
    ]
    assert stands(*crossed, yes(FATHER)) is ConsentState.PARTIAL


def test_a_later_no_takes_its_pairs_away():
    """No to one party leaves the rest; no to everything leaves nothing; on one day the no wins."""
    assert (
        stands(yes(), no(decided_on=TODAY, parties=frozenset({Party.LEERPLICHT})), yes(FATHER)) is ConsentState.PARTIAL
    )
    assert stands(yes(), no(decided_on=TODAY), yes(FATHER)) is ConsentState.REFUSED
    assert stands(yes(), no(), yes(FATHER)) is ConsentState.REFUSED
    assert stands(no(), yes(decided_on=date(2026, 1, 28)), yes(FATHER)) is ConsentState.GIVEN


def test_withdrawing_an_older_form_later_takes_its_pairs_away_too():
    """To be safe: whoever withdraws after the newest form means it."""
    older, newer = yes(withdrawn_on=TODAY), yes(decided_on=date(2026, 1, 28))
    assert stands(older, newer, yes(FATHER)) is not ConsentState.GIVEN
    early = replace(older, withdrawn_on=date(2026, 1, 28))
    assert stands(early, newer, yes(FATHER)) is ConsentState.GIVEN


def test_asking_again_doesn_t_end_a_consent():
    """A pending question or silence takes nothing away; without a yes they are what stands."""
    waiting = yes(decision=Decision.ASKED, asked_on=date(2026, 1, 28), decided_on=None)
    silent = yes(decision=Decision.NO_RESPONSE, decided_on=date(2026, 1, 28))
    assert stands(yes(), waiting, yes(FATHER)) is ConsentState.GIVEN
    assert stands(yes(), silent, yes(FATHER)) is ConsentState.GIVEN
    assert stands(waiting) is ConsentState.ASKED
    assert stands(silent) is ConsentState.NO_RESPONSE
    assert stands(silent, yes(FATHER)) is ConsentState.PARTIAL


def test_consent_ends_on_its_last_day():
    """Its own end, and never after the schooljaar in which it was given, as the form says (§2.3)."""
    both = (yes(valid_until=date(2026, 2, 2)), yes(FATHER))
    assert stands(*both) is ConsentState.GIVEN
    assert stands(*both, on=TODAY + timedelta(days=1)) is ConsentState.EXPIRED
    assert last_day(yes(valid_until=None)) == date(2026, 7, 31)
    assert last_day(yes(valid_until=date(2030, 1, 1))) == date(2026, 7, 31)
    assert last_day(no()) is None


@pytest.mark.parametrize(
    "answer",
    [
        yes(purposes=frozenset({Purpose.ADVICE})),
        yes(meeting_id="andere"),
        yes(decided_on=TODAY + timedelta(days=1)),
        yes(decided_on=None),
        yes(contact_id="onbekend"),
        yes(giver=GiverRole.GUARDIAN),
    ],
)
def test_what_doesn_t_count(answer):
    """Another purpose, another meeting, a later day, no date, nobody known, another capacity."""
    assert stands(answer, yes(FATHER)) is not ConsentState.GIVEN


def test_consent_for_one_meeting_counts_there():
    """Only when the meeting is the one asked about."""
    both = (yes(meeting_id="m1"), yes(FATHER))
    assert stands(*both, meeting_id="m1") is ConsentState.GIVEN
    assert stands(*both, meeting_id="m2") is ConsentState.PARTIAL


def birthday_pair(birthday):
    asked = birthday - timedelta(days=30)
    return [yes(who, asked_on=asked, decided_on=asked, valid_until=birthday + timedelta(days=60)) for who in BOTH]


@pytest.mark.parametrize("birthday", [TWELVE, SIXTEEN])
def test_a_birthday_asks_for_confirmation_at_once(birthday):
    """Age counts on the day of the meeting: good the day before, to be confirmed on the birthday (§2.1)."""
    both = birthday_pair(birthday)
    assert stands(*both, on=birthday - timedelta(days=1)) is ConsentState.GIVEN
    assert stands(*both, on=birthday) is ConsentState.RECONFIRM


def test_own_consent_from_sixteen_holds_past_eighteen_and_fifteen_is_too_early():
    """The consent of a pupil of 15 isn't that of 16; what was given at 17 still holds at 18."""
    asked = SIXTEEN - timedelta(days=10)
    early = pupil(GiverRole.PUPIL_12, asked_on=asked, decided_on=asked)
    assert stands(early, on=SIXTEEN) is ConsentState.RECONFIRM
    wrong = pupil(GiverRole.PUPIL_16, asked_on=asked, decided_on=asked, valid_until=SIXTEEN + timedelta(days=9))
    assert stands(wrong, on=SIXTEEN) is ConsentState.RECONFIRM
    asked = EIGHTEEN - timedelta(days=10)
    late = pupil(GiverRole.PUPIL_16, asked_on=asked, decided_on=asked, valid_until=EIGHTEEN + timedelta(days=99))
    assert stands(late, on=EIGHTEEN) is ConsentState.GIVEN


def test_from_twelve_the_pupil_s_own_no_counts():
    """Parents agree, the pupil refuses health: only what the pupil needn't decide stays covered."""
    parents = [
        yes(who, asked_on=TWELVE, decided_on=TWELVE, valid_until=None, categories=frozenset(DataCategory))
        for who in BOTH
    ]
    data = frozenset({DataCategory.ABSENCE, DataCategory.HEALTH})
    own = pupil(GiverRole.PUPIL_12, asked_on=TWELVE, decided_on=TWELVE, decision=Decision.REFUSED)
    assert stands(*parents, on=TWELVE, data=data) is ConsentState.PARTIAL
    assert stands(*parents, own, on=TWELVE, data=data) is ConsentState.REFUSED
    assert stands(*parents, own, on=TWELVE) is ConsentState.GIVEN
    agreed = pupil(GiverRole.PUPIL_12, asked_on=TWELVE, decided_on=TWELVE, categories=data)
    assert stands(*parents, agreed, on=TWELVE, data=data) is ConsentState.GIVEN
    assert stands(agreed, on=TWELVE, data=data, settings=ONE) is not ConsentState.GIVEN
    assert stands(agreed, on=TWELVE, data=data, contacts=()) is not ConsentState.GIVEN


def test_nothing_to_ask_is_not_asked():
    """Own staff alone: there is no question, so no answer."""
    assert stands(yes(), parties=frozenset({Party.MENTOR})) is ConsentState.NOT_ASKED


def test_an_objection_works_from_its_day():
    """What was discussed before it stays lawful."""
    objects = no(FATHER, decided_on=TODAY, objection=True)
    both = (yes(), yes(FATHER, decided_on=date(2026, 1, 22)))
    assert stands(*both, objects, on=TODAY - timedelta(days=1)) is ConsentState.GIVEN
    assert stands(*both, objects) is ConsentState.BLOCKED
