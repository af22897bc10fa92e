"""The gate: consent first, anonymous second, learning third (decision 4)."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_case, make_consent, make_contact, make_file
from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import (
    ContactRole,
    DataCategory,
    Decision,
    GiverRole,
    MeetingKind,
    Party,
    Purpose,
    Route,
)
from thuisplan_desktop.register.gate import Clearance, ConsentSettings, Question, clear, may_discuss
from thuisplan_desktop.register.rights import Request

BIRTH = date(2014, 9, 3)
CASE = make_case(birth_date=BIRTH)
MOTHER, FATHER = make_contact(CASE), make_contact(CASE, first_name="Jitske")
FILE = make_file(CASE, contacts=(MOTHER, FATHER))
TODAY = date(2026, 2, 2)
TWELVE, SIXTEEN, EIGHTEEN = (date(2014 + age, 9, 3) for age in (12, 16, 18))
TABLE = (Party.ZORGCOORDINATOR, Party.MENTOR, Party.PARENTS, Party.LEERPLICHT, Party.CONSULENT)
DATA = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


def yes(contact=MOTHER, **changes):
    return make_consent(CASE, contact, **changes)


def no(contact=MOTHER, **changes):
    return make_consent(CASE, contact, **{"decision": Decision.REFUSED, "valid_until": None, **changes})


def question(*consents, file=FILE, participants=TABLE, categories=DATA, on=TODAY, before=False, **more):
    return Question(
        file=file,
        consents=consents,
        participants=tuple(participants),
        categories=categories,
        on=on,
        known_by_name=before,
        **more,
    )


def ask(*consents, **more):
    return may_discuss(question(*consents, **more))


def cleared(*consents, route=Route.BY_NAME, **more):
    return clear(question(*consents, **more), route)


def routes(verdict):
    return verdict.by_name, verdict.anonymous, verdict.learning


def said(verdict):
    return " ".join((*verdict.reasons, *verdict.remedies))


# --- by name


def test_full_consent_of_both_parents_opens_the_gate():
    """For everyone at the table and every category; anonymous isn't offered then."""
    verdict = ask(yes(), yes(FATHER))
    assert verdict.by_name
    assert not verdict.anonymous
    assert not verdict.learning
    assert verdict.covered_parties == TABLE
    assert verdict.covered_categories == DATA
    assert verdict.remedies == ()


def test_without_any_consent_nothing_opens():
    """The sentences say who to ask and for what, and name nobody."""
    verdict = ask()
    assert not any(routes(verdict))
    assert "is nog niet om toestemming gevraagd" in said(verdict)
    told = "leerplichtambtenaar en consulent samenwerkingsverband (verzuimgegevens en onderwijs en ondersteuning)"
    assert told in said(verdict)
    assert "Vraag toestemming aan: ouder met gezag." in verdict.remedies
    assert verdict.covered_parties == (Party.ZORGCOORDINATOR, Party.MENTOR, Party.PARENTS)


def test_own_staff_with_the_family_needs_no_consent():
    """Internal team: public task, even after a refusal or an objection."""
    team = (Party.ZORGCOORDINATOR, Party.MENTOR, Party.TEAM_LEADER, Party.PARENTS, Party.PUPIL)
    assert ask(participants=team, categories=frozenset(DataCategory)).by_name
    assert ask(no(objection=True), participants=team).by_name


def test_the_question_must_be_complete():
    """No birth date, no participants or no categories: shut, with the one thing to do."""
    unknown = replace(FILE, case=replace(CASE, birth_date=None))
    for verdict, word in (
        (ask(yes(), yes(FATHER), file=unknown), "geboortedatum"),
        (ask(yes(), yes(FATHER), participants=()), "aan tafel"),
        (ask(yes(), yes(FATHER), categories=frozenset()), "gegevens"),
    ):
        assert not any(routes(verdict))
        assert word in said(verdict)


def test_leaving_out_an_uncovered_party_is_proposed_and_helps():
    """Domain §2.2: drop the participant for this item, and the same question is answered yes."""
    both = [yes(who, parties=frozenset({Party.CONSULENT})) for who in (MOTHER, FATHER)]
    verdict = ask(*both)
    assert not verdict.by_name
    assert "Laat bij dit agendapunt weg: leerplichtambtenaar. Dan kan het op naam." in verdict.remedies
    assert ask(*both, participants=verdict.covered_parties).by_name


def test_leaving_out_an_uncovered_category_is_proposed_and_helps():
    """Likewise for the data on the sheet."""
    verdict = ask(yes(), yes(FATHER), categories=DATA | {DataCategory.HEALTH})
    assert not verdict.by_name
    assert "Bespreek deze gegevens niet: gezondheid. Dan kan het op naam." in verdict.remedies
    assert ask(yes(), yes(FATHER), categories=verdict.covered_categories).by_name


def test_another_ground_is_named_where_the_law_gives_one():
    """Reporting absence and asking advice need no consent, outside this meeting (LPW 18, 21; WPO 18a; §2.4)."""
    assert "Leerplichtwet 1969, artikel 21 en 21a (wettekst 2015" in said(ask())
    assert "samenwerkingsverband mag zonder toestemming" in said(ask())
    assert "artikel 21" not in said(ask(participants=(Party.MENTOR, Party.MENTAL_HEALTH)))


def test_nobody_with_gezag_in_the_register():
    """Then there is nobody who could be asked: the program says to record that first."""
    verdict = ask(file=replace(FILE, contacts=(make_contact(CASE, role=ContactRole.CARER),)), grave_concern="zorgen")
    assert not any(routes(verdict))
    assert "niemand met gezag" in said(verdict)
    assert "Leg vast wie gezag heeft" in said(verdict)


def test_a_consent_for_one_meeting_opens_that_meeting():
    """And no other."""
    both = [yes(who, meeting_id="m1") for who in (MOTHER, FATHER)]
    assert ask(*both, meeting_id="m1").by_name
    assert not ask(*both, meeting_id="m2").by_name
    assert not ask(*both).by_name


def test_the_setting_decides_whether_one_parent_is_enough():
    """By default both (domain §2.2)."""
    assert not ask(yes()).by_name
    assert ask(yes(), settings=ConsentSettings(both_parents=False)).by_name


# --- what closes everything


def request(kind, **changes):
    asked = {"asked_by": GiverRole.PARENT, "asked_on": TODAY, "subject": "", **changes}
    return Request(id="v1", case_id=CASE.id, kind=kind, **asked)


def test_a_no_without_a_purpose_is_a_no_to_every_purpose():
    """Where one parent is enough, the other's plain refusal closes what the first one opened (BW 1:253i)."""
    one = ConsentSettings(both_parents=False)
    refused = no(FATHER, purposes=frozenset(), parties=frozenset(), categories=frozenset())
    assert not ask(yes(), refused, settings=one).by_name
    assert not ask(yes(), yes(FATHER), refused).by_name
    assert ask(yes(), no(FATHER, purposes=frozenset({Purpose.HANDOVER})), settings=one).by_name


@pytest.mark.parametrize(
    ("changes", "stops"),
    [
        ({"kind": RequestKind.RESTRICTION}, False),
        ({"kind": RequestKind.RESTRICTION, "decided_on": TODAY, "outcome": RequestOutcome.GRANTED}, True),
        ({"kind": RequestKind.RESTRICTION, "decided_on": TODAY, "outcome": RequestOutcome.REFUSED}, False),
        ({"kind": RequestKind.RESTRICTION, "decided_on": TODAY, "outcome": RequestOutcome.GRANTED, "ended_on": TODAY},
         False),
        ({"kind": RequestKind.OBJECTION}, True),
        ({"kind": RequestKind.OBJECTION, "asked_on": TODAY + timedelta(days=1)}, False),
        ({"kind": RequestKind.OBJECTION, "decided_on": TODAY, "outcome": RequestOutcome.REFUSED}, False),
        ({"kind": RequestKind.OBJECTION, "decided_on": TODAY, "outcome": RequestOutcome.GRANTED}, True),
        ({"kind": RequestKind.ACCESS}, False),
    ],
)  # fmt: skip
def test_a_restriction_or_an_objection_stops_every_route(changes, stops):
    """AVG 18 and 21: kept, and nothing more, from the day itself; also in the own team and without a name."""
    file = replace(FILE, requests=(request(**changes),))
    for more in ({}, {"participants": (Party.MENTOR,)}):
        assert ask(yes(), yes(FATHER), file=file, **more).by_name is not stops
    group = {"kind": MeetingKind.LEARNING, "participants": (Party.RMC,)}
    assert ask(file=file, **group).learning is not stops


def test_a_closed_case_has_no_consent_left():
    """Consent was for this trajectory (§2.3); the own team may still look back."""
    closed = replace(FILE, case=replace(CASE, closed_on=TODAY))
    verdict = ask(yes(), yes(FATHER), file=closed)
    assert not verdict.by_name
    assert "afgesloten" in said(verdict)
    assert ask(file=closed, participants=(Party.MENTOR,)).by_name


def test_what_no_rule_allows_is_shut_also_with_consent():
    """Somebody of another school hears no name; without him the case may be discussed."""
    verdict = ask(yes(), yes(FATHER), participants=(Party.LEERPLICHT, Party.OTHER_SCHOOL))
    assert not any(routes(verdict))
    assert "medewerker van een andere school" in said(verdict)
    assert "Laat bij dit agendapunt weg: medewerker van een andere school. Dan kan het op naam." in verdict.remedies


# --- between 12 and 16

CHILD = make_case(birth_date=date(2012, 9, 3))
HOME = make_file(CHILD, contacts=(make_contact(CHILD), make_contact(CHILD, first_name="Jitske")))


def both_for(file, **changes):
    return tuple(make_consent(file.case, who, **changes) for who in file.contacts)


def test_the_parent_decides_and_that_the_pupil_was_heard_is_recorded():
    """12 to 15, no health, no help, no care party: parents alone open the gate; until the pupil was heard it asks."""
    unheard = ask(*both_for(HOME), file=HOME)
    assert unheard.by_name
    assert "nog niet gehoord" in " ".join(unheard.reminders)
    heard = ask(*both_for(HOME, pupil_heard_on=TODAY), file=HOME)
    assert heard.by_name
    assert heard.reminders == ()
    before_twelve = ask(*both_for(HOME, pupil_heard_on=date(2024, 9, 2)), file=HOME)
    assert "nog niet gehoord" in " ".join(before_twelve.reminders)


@pytest.mark.parametrize(
    ("party", "category"),
    [
        (Party.LEERPLICHT, DataCategory.HEALTH), (Party.LEERPLICHT, DataCategory.HELP),
        (Party.YOUTH_DOCTOR, DataCategory.ABSENCE), (Party.SOCIAL_WORKER, DataCategory.EDUCATION),
        (Party.ACCESS, DataCategory.ABSENCE), (Party.FAMILY_GUARDIAN, DataCategory.ABSENCE),
    ],
)  # fmt: skip
def test_with_health_help_or_a_care_party_the_pupil_consents_too(party, category):
    """Jeugdwet 7.3.4, BW 7:450: having been heard isn't enough there."""
    what = {"parties": frozenset({party}), "categories": frozenset({category})}
    asked = {"file": HOME, "participants": (party,), "categories": frozenset({category})}
    parents = both_for(HOME, pupil_heard_on=TODAY, **what)
    assert not ask(*parents, **asked).by_name
    own = make_consent(CHILD, None, giver=GiverRole.PUPIL_12, **what)
    assert ask(*parents, own, **asked).by_name
    assert not ask(own, **asked).by_name, "the pupil alone is not enough either"


def test_a_pupil_who_disagrees_is_not_passed_over_in_silence():
    """The parents decide, so it may; the screen says that he is against it."""
    against = make_consent(CHILD, None, giver=GiverRole.PUPIL_12, decision=Decision.REFUSED, valid_until=None)
    verdict = ask(*both_for(HOME), against, file=HOME)
    assert verdict.by_name
    assert "niet mee eens" in " ".join(verdict.reminders)


def test_unchecked_gezag_is_remarked():
    """Whoever says to have gezag is believed, but it stays visible that nobody looked."""
    parent = make_contact(CHILD, gezag_checked_on=None)
    file = replace(HOME, contacts=(parent,))
    verdict = ask(*both_for(file, pupil_heard_on=TODAY), file=file)
    assert verdict.by_name
    assert "gezag" in " ".join(verdict.reminders)


def test_an_objection_returns_when_the_agreement_is_taken_back():
    """Father objected, agreed later, and withdrew that: with one parent enough, mother's yes alone opens nothing."""
    one = {"settings": ConsentSettings(both_parents=False)}
    against = no(FATHER, objection=True, asked_on=date(2026, 1, 20), decided_on=date(2026, 1, 21))
    agreed = yes(FATHER, decided_on=date(2026, 1, 25), parties=frozenset({Party.RMC}))
    assert not ask(yes(), against, **one).by_name
    assert not ask(yes(), against, replace(agreed, withdrawn_on=TODAY), **one).by_name


def test_an_objection_ends_only_for_what_is_agreed_to_later():
    """Father's later yes to another purpose or another party opens nothing that he objected to."""
    one = {"settings": ConsentSettings(both_parents=False)}
    against = no(FATHER, objection=True, asked_on=date(2026, 1, 20), decided_on=date(2026, 1, 21))
    later = yes(FATHER, decided_on=date(2026, 1, 25))
    assert ask(yes(), against, later, **one).by_name
    assert not ask(yes(), against, replace(later, purposes=frozenset({Purpose.HANDOVER})), **one).by_name
    assert not ask(yes(), against, replace(later, parties=frozenset({Party.RMC})), **one).by_name
    assert not ask(yes(), against, replace(later, meeting_id="another"), **one).by_name
    asked = replace(against, decision=Decision.ASKED, decided_on=None)
    assert not ask(yes(), asked, replace(later, parties=frozenset({Party.RMC})), **one).by_name


# --- birthdays


def test_the_twelfth_birthday_asks_again_and_the_pupil_too():
    """Parents' earlier consent must be confirmed; with the jeugdarts the pupil decides as well."""
    table = (Party.MENTOR, Party.YOUTH_DOCTOR)
    covers = {"parties": frozenset({Party.YOUTH_DOCTOR}), "asked_on": date(2026, 8, 20), "valid_until": None}
    before = [yes(who, decided_on=date(2026, 8, 25), **covers) for who in (MOTHER, FATHER)]
    assert ask(*before, participants=table, on=TWELVE - timedelta(days=1)).by_name
    verdict = ask(*before, participants=table, on=TWELVE)
    assert not verdict.by_name
    assert "12 jaar geworden" in said(verdict)
    again = [yes(who, decided_on=TWELVE, **covers) for who in (MOTHER, FATHER)]
    verdict = ask(*again, participants=table, on=TWELVE)
    assert not verdict.by_name
    assert "Vraag toestemming aan: leerling van 12 tot en met 15 jaar." in verdict.remedies
    own = make_consent(CASE, None, giver=GiverRole.PUPIL_12, decided_on=TWELVE, **covers)
    assert ask(*again, own, participants=table, on=TWELVE).by_name


def test_the_sixteenth_birthday_hands_the_decision_to_the_pupil():
    """Parents' consent stops counting that day, the pupil's own counts."""
    day = SIXTEEN - timedelta(days=5)
    parents = [yes(who, asked_on=day, decided_on=day, valid_until=None) for who in (MOTHER, FATHER)]
    parents = [replace(one, valid_until=SIXTEEN + timedelta(days=90)) for one in parents]
    assert ask(*parents, on=SIXTEEN - timedelta(days=1)).by_name
    verdict = ask(*parents, on=SIXTEEN)
    assert not verdict.by_name
    assert "16 jaar of ouder en beslist nu zelf" in said(verdict)
    own = make_consent(CASE, None, giver=GiverRole.PUPIL_16, asked_on=SIXTEEN, decided_on=SIXTEEN, valid_until=None)
    assert not ask(own, on=SIXTEEN).by_name  # of education the parents hear nothing without him
    assert ask(replace(own, parties=frozenset(TABLE)), on=SIXTEEN).by_name


def test_the_eighteenth_birthday_makes_parents_outsiders():
    """Until then they hear of absence; from then on only what the pupil agrees to."""
    table = (Party.MENTOR, Party.PARENTS)
    before = EIGHTEEN - timedelta(days=1)
    assert ask(participants=table, categories=frozenset({DataCategory.ABSENCE}), on=before).by_name
    assert not ask(participants=table, on=EIGHTEEN).by_name
    own = make_consent(
        CASE,
        None,
        giver=GiverRole.PUPIL_16,
        asked_on=EIGHTEEN,
        decided_on=EIGHTEEN,
        valid_until=None,
        parties=frozenset({Party.PARENTS}),
    )
    assert ask(own, participants=table, on=EIGHTEEN).by_name
    minor = replace(own, asked_on=before, decided_on=before)  # what a minor allowed them is over
    assert ask(minor, participants=table, on=before).by_name
    assert not ask(minor, participants=table, on=EIGHTEEN).by_name


# --- anonymous

IN_PRIVATE = {"participants": tuple(one for one in TABLE if not one.is_family), "grave_concern": "zorgen om veiligheid"}


def test_anonymous_needs_a_question_an_answer_and_grave_concerns():
    """S3.1: asked and not obtained, and motivated; each alone isn't enough."""
    refused = (no(), no(FATHER))
    assert not ask(*refused).anonymous
    assert not ask(*refused, grave_concern="  ").anonymous
    assert not ask(**IN_PRIVATE).anonymous
    verdict = ask(*refused, **IN_PRIVATE)
    assert verdict.anonymous
    assert not verdict.by_name
    assert IN_PRIVATE["grave_concern"] not in said(verdict)


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [
        ((no(),), True),
        ((yes(), no(FATHER)), True),
        ((yes(withdrawn_on=TODAY), yes(FATHER)), True),
        ((no(objection=True),), True),
        ((yes(parties=frozenset({Party.CONSULENT})), yes(FATHER)), True),
        ((no(decision=Decision.NO_RESPONSE), no(FATHER, decision=Decision.NO_RESPONSE)), True),
        ((no(decision=Decision.NO_RESPONSE),), False),
        ((yes(),), False),
        ((no(decision=Decision.ASKED, decided_on=None), no(FATHER, decision=Decision.NO_RESPONSE)), False),
        ((yes(valid_until=date(2026, 1, 25)), yes(FATHER)), False),
        ((), False),
    ],
)
def test_when_consent_was_asked_in_vain(answers, allowed):
    """A no of one settles it; silence only of all; a question still open, lapsed or never put doesn't."""
    assert ask(*answers, **IN_PRIVATE).anonymous is allowed


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ({"parties": frozenset({Party.POLICE})}, False),
        ({"parties": frozenset({Party.LEERPLICHT})}, False),
        ({"categories": frozenset({DataCategory.HEALTH})}, False),
        ({"categories": frozenset({DataCategory.ABSENCE})}, False),
        ({"parties": frozenset({Party.LEERPLICHT, Party.CONSULENT, Party.POLICE}), "categories": DATA}, True),
        ({"parties": frozenset(), "categories": frozenset()}, True),
    ],
)
@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.NO_RESPONSE])
def test_asked_in_vain_is_about_this_table(asked, allowed, decision):
    """A no about other parties or data, or about a part, leaves the rest unasked: first consent, then anonymous."""
    said_no = [no(who, decision=decision, **asked) for who in (MOTHER, FATHER)]
    assert ask(*said_no, **IN_PRIVATE).anonymous is allowed


def test_an_answer_of_tomorrow_is_none_today():
    """Asked in the schooljaar before and refused tomorrow: on the day itself it was not asked this schooljaar."""
    asked, answered = date(TODAY.year - 1, 7, 27), TODAY + timedelta(days=1)
    late = [no(who, asked_on=asked, decided_on=answered) for who in (MOTHER, FATHER)]
    assert not ask(*late, **IN_PRIVATE).anonymous
    assert ask(*late, **IN_PRIVATE, on=answered).anonymous


def test_a_yes_to_another_that_is_taken_back_asked_nothing_here():
    """It names the police; nobody asked about leerplicht."""
    gone = [yes(who, withdrawn_on=TODAY, parties=frozenset({Party.POLICE})) for who in (MOTHER, FATHER)]
    assert not ask(*gone, **IN_PRIVATE).anonymous


@pytest.mark.parametrize("family", [Party.PARENTS, Party.PUPIL, Party.FAMILY_GUARDIAN])
def test_nothing_is_anonymous_before_a_family(family):
    """Who refused knows at once whom it is about; another family, or its gezinsvoogd, would have a child's sheet."""
    for asked in ({"participants": (*IN_PRIVATE["participants"], family)}, {"left_out": frozenset({family})}):
        verdict = ask(no(), no(FATHER), **{**IN_PRIVATE, **asked})
        assert not verdict.anonymous
        assert "zonder ouders, leerling en gezinsvoogd" in said(verdict)


def test_a_case_discussed_by_name_never_becomes_anonymous_there():
    """Domain §2.5, hard stop: the group would recognise the pupil."""
    verdict = ask(no(), no(FATHER), before=True, **IN_PRIVATE)
    assert not verdict.anonymous
    assert "eerder op naam besproken" in said(verdict)
    assert "anoniem bespreken:" not in said(verdict)


# --- learning


def test_learning_is_for_groups_that_don_t_know_the_case():
    """Kenniskring and netwerkgroep hear no name, also with consent (S4.4, S4.5); not where somebody knows the case."""
    group = {"kind": MeetingKind.LEARNING, "participants": (Party.CONSULENT, Party.RMC)}
    verdict = ask(yes(), yes(FATHER), **group)
    assert routes(verdict) == (False, False, True)
    assert not ask(**group, before=True).learning
    for who in (Party.PARENTS, Party.FAMILY_GUARDIAN):
        assert not ask(kind=MeetingKind.LEARNING, participants=(Party.CONSULENT, Party.RMC, who)).learning


@pytest.mark.parametrize("kind", [kind for kind in MeetingKind if kind is not MeetingKind.LEARNING])
def test_no_other_meeting_is_for_learning(kind):
    """The learning route can't be used to get around the gate."""
    assert not ask(no(), no(FATHER), kind=kind, grave_concern="grote zorgen").learning


# --- clearance


def test_clearance_proves_exactly_what_was_asked():
    """Case, route, participants, categories and day."""
    found = cleared(yes(), yes(FATHER))
    assert found == clear_again()
    assert (found.case_id, found.route, found.participants) == (CASE.id, Route.BY_NAME, TABLE)
    assert (found.categories, found.on) == (DATA, TODAY)
    with pytest.raises(FrozenInstanceError):
        found.on = TWELVE


def clear_again():
    return cleared(yes(), yes(FATHER))


def test_nobody_else_can_make_a_clearance():
    """Not by hand and not by changing one: a sheet by name depends on it."""
    with pytest.raises(TypeError):
        Clearance(CASE.id, Route.BY_NAME, TABLE, DATA, TODAY)
    with pytest.raises((TypeError, ValueError)):
        replace(cleared(yes(), yes(FATHER)), participants=tuple(Party))


@pytest.mark.parametrize("route", list(Route))
def test_each_route_raises_when_it_is_shut(route):
    """With the reasons, which name nobody."""
    expected = ConsentMissing if route is Route.BY_NAME else AnonymousNotAllowed
    with pytest.raises(expected) as caught:
        cleared(route=route)
    assert "toestemming" in str(caught.value.facts["reasons"])
    assert "Zandloper" not in str(caught.value.facts["reasons"])


def test_the_other_routes_clear_when_they_are_open():
    """Anonymous after a refusal with grave concerns; never when by name is allowed."""
    refused = (no(), no(FATHER))
    assert cleared(*refused, route=Route.ANONYMOUS, **IN_PRIVATE).route is Route.ANONYMOUS
    with pytest.raises(AnonymousNotAllowed) as caught:
        cleared(yes(), yes(FATHER), route=Route.ANONYMOUS, grave_concern="zorgen")
    assert "niet nodig" in str(caught.value.facts["reasons"])
    group = {"kind": MeetingKind.LEARNING, "participants": (Party.CONSULENT, Party.RMC)}
    found = cleared(route=Route.LEARNING, **group)
    assert found.route is Route.LEARNING


# --- promises over everything that can be generated

BIRTHS = st.sampled_from(
    [date(2008, 2, 29), date(2009, 6, 6), date(2010, 3, 1), date(2012, 6, 6), date(2014, 3, 10), date(2018, 6, 6)]
)
ONS = st.dates(date(2026, 1, 1), date(2026, 4, 30))
CONTACT_ROLES = st.lists(st.sampled_from(list(ContactRole)), max_size=3)
SOME_PARTIES = st.frozensets(st.sampled_from(list(Party)), min_size=1, max_size=4)
SOME_DATA = st.frozensets(st.sampled_from(list(DataCategory)), min_size=1, max_size=3)
DECIDED = st.dates(date(2025, 12, 1), date(2026, 2, 28))
SETTINGS = st.builds(ConsentSettings, both_parents=st.booleans())
ROLE_GIVER = {
    ContactRole.PARENT: GiverRole.PARENT,
    ContactRole.GUARDIAN: GiverRole.GUARDIAN,
    ContactRole.CERTIFIED_INSTITUTION: GiverRole.CERTIFIED_INSTITUTION,
}


@st.composite
def situations(draw):
    """Mostly everyone agreed, less the few whose answer is left out, plus a few answers of anybody about anything."""
    case = make_case(birth_date=draw(BIRTHS))
    contacts = tuple(make_contact(case, role=role) for role in draw(CONTACT_ROLES))
    participants, categories = draw(SOME_PARTIES), draw(SOME_DATA)
    agreed = {"parties": participants, "categories": categories, "asked_on": date(2025, 12, 1), "valid_until": None}
    capacities = [(ROLE_GIVER[who.role], who.id) for who in contacts if who.role in ROLE_GIVER]
    everyone = [
        make_consent(case, None, giver=giver, contact_id=who, decided_on=draw(DECIDED), **agreed)
        for giver, who in (*capacities, (GiverRole.PUPIL_12, ""), (GiverRole.PUPIL_16, ""))
    ]
    kept = [one for one in everyone if draw(st.integers(0, 5))]
    others = draw(st.lists(answers(case, contacts, participants, categories), max_size=2))
    return (
        make_file(case, contacts=contacts),
        tuple(draw(st.permutations(kept + others))),
        tuple(participants),
        categories,
    )


def answers(case, contacts, participants, categories):
    """Any answer of anybody in any capacity."""
    gezag = [(ROLE_GIVER[who.role], who.id) for who in contacts if who.role in ROLE_GIVER]
    pupil = [(GiverRole.PUPIL_12, ""), (GiverRole.PUPIL_16, "")]
    others = [(role, who.id) for who in contacts for role in GiverRole]
    return st.builds(
        lambda giver, decision, decided, withdrawn, until, parties, data, objection: make_consent(
            case,
            None,
            giver=giver[0],
            contact_id=giver[1],
            decision=decision,
            asked_on=date(2025, 12, 1),
            decided_on=decided,
            withdrawn_on=withdrawn,
            valid_until=until,
            parties=parties,
            categories=data,
            objection=objection,
        ),
        st.sampled_from(gezag * 2 + pupil + others),
        st.sampled_from([Decision.GIVEN] * 3 + list(Decision)),
        st.dates(date(2025, 12, 1), date(2026, 4, 30)),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 4, 30)),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 7, 31)),
        st.just(frozenset(participants)) | SOME_PARTIES,
        st.just(frozenset(categories)) | SOME_DATA,
        st.sampled_from([False] * 9 + [True]),
    )


def covers(consent, party, category, on):
    """One record by itself, written down again from the law: a yes, in time, not withdrawn, for this pair."""
    return (
        consent.decision is Decision.GIVEN
        and consent.decided_on is not None
        and consent.decided_on <= on
        and (consent.withdrawn_on is None or consent.withdrawn_on > on)
        and (consent.valid_until is None or on <= consent.valid_until)
        and Purpose.DISCUSS in consent.purposes
        and party in consent.parties
        and category in consent.categories
    )


def agrees(file, consents, party, category, on, both):
    """Does everyone the law asks, at the age of that day, agree that this party hears this?"""
    age = age_on(file.case.birth_date, on)
    given_by = {(one.giver, one.contact_id) for one in consents if covers(one, party, category, on)}
    if age >= 16:
        return (GiverRole.PUPIL_16, "") in given_by
    holders = [(ROLE_GIVER[who.role], who.id) in given_by for who in file.contacts if who.role in ROLE_GIVER]
    enough = bool(holders) and (all(holders) if both else any(holders))
    care = party.is_care or category in (DataCategory.HEALTH, DataCategory.HELP)
    return enough and (age < 12 or not care or (GiverRole.PUPIL_12, "") in given_by)


@given(situation=situations(), on=ONS, gate=SETTINGS)
@settings(max_examples=250)
def test_by_name_only_with_consent_for_every_party_and_category(situation, on, gate):
    """Checked against a second reading of the law: nobody outside staff and family hears what wasn't agreed to."""
    file, consents, participants, categories = situation
    verdict = ask(*consents, file=file, participants=participants, categories=categories, on=on, settings=gate)
    if not verdict.by_name:
        return
    outside = [party for party in participants if not party.own_staff and not party.is_family]
    if age_on(file.case.birth_date, on) >= 18 and Party.PARENTS in participants:
        outside.append(Party.PARENTS)
    for party, category in product(outside, categories):
        assert agrees(file, consents, party, category, on, gate.both_parents)


@given(situation=situations(), on=ONS, gate=SETTINGS, before=st.booleans(), concern=st.sampled_from(["", "zorgen"]))
@settings(max_examples=80)
def test_the_three_routes_exclude_each_other(situation, on, gate, before, concern):
    """At most one is open, always with a reason; anonymous never without concern or after a talk by name."""
    file, consents, participants, categories = situation
    verdict = ask(
        *consents,
        file=file,
        participants=participants,
        categories=categories,
        on=on,
        settings=gate,
        before=before,
        grave_concern=concern,
    )
    assert verdict.reasons
    assert verdict.by_name + verdict.anonymous + verdict.learning <= 1
    assert not verdict.anonymous or (concern and not before and consents)
    assert "Zandloper" not in said(verdict)
    assert "Femke" not in said(verdict)


@given(situation=situations(), on=ONS, gate=SETTINGS)
@settings(max_examples=80)
def test_what_the_verdict_calls_covered_may_be_discussed(situation, on, gate):
    """Following either proposal, fewer people or fewer data, opens the gate."""
    file, consents, participants, categories = situation
    verdict = ask(*consents, file=file, participants=participants, categories=categories, on=on, settings=gate)
    again = {"file": file, "on": on, "settings": gate}
    if verdict.covered_parties:
        assert ask(*consents, participants=verdict.covered_parties, categories=categories, **again).by_name
    if verdict.covered_categories:
        assert ask(*consents, participants=participants, categories=verdict.covered_categories, **again).by_name


@given(situation=situations(), on=ONS, gate=SETTINGS, which=st.integers(0, 5))
@settings(max_examples=80)
def test_a_withdrawal_never_opens_anything(situation, on, gate, which):
    """Withdrawing one consent on the day can only close the gate; with strict settings it closes what it carried."""
    file, consents, participants, categories = situation
    if which >= len(consents) or consents[which].decision is not Decision.GIVEN:
        return
    gone = tuple(replace(one, withdrawn_on=on) if nr == which else one for nr, one in enumerate(consents))
    asked = {"file": file, "participants": participants, "categories": categories, "on": on, "settings": gate}
    assert ask(*consents, **asked).by_name or not ask(*gone, **asked).by_name


@given(situation=situations(), on=ONS, gate=SETTINGS)
@settings(max_examples=80)
def test_all_consent_withdrawn_leaves_only_the_internal_team(situation, on, gate):
    """Then by name remains for own staff and family alone, at once."""
    file, consents, participants, categories = situation
    gone = [replace(one, withdrawn_on=on) for one in consents]
    if ask(*gone, file=file, participants=participants, categories=categories, on=on, settings=gate).by_name:
        assert all(party.own_staff or party.is_family for party in participants)


@given(situation=situations(), on=ONS, gate=SETTINGS)
@settings(max_examples=80)
def test_an_objection_of_anyone_with_gezag_closes_the_gate(situation, on, gate):
    """Under sixteen, of one of them, whatever the others said."""
    file, consents, participants, categories = situation
    holder = next((who for who in file.contacts if who.role.has_gezag), None)
    outside = [party for party in participants if not party.own_staff and not party.is_family]
    if holder is None or not outside or age_on(file.case.birth_date, on) >= 16:
        return
    objection = make_consent(
        file.case,
        holder,
        giver=ROLE_GIVER[holder.role],
        decision=Decision.REFUSED,
        asked_on=date(2025, 12, 1),
        decided_on=on,
        objection=True,
    )
    asked = {"file": file, "participants": participants, "categories": categories, "on": on, "settings": gate}
    assert not ask(*consents, objection, **asked).by_name
