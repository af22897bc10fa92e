"""The two sheets: without a name nothing but reviewed text, by name nothing but what is cleared."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from factories import make_absence, make_case, make_contact, make_exemption
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.redact import RedactedText, Review, redact
from thuisplan_desktop.errors import ConsentMissing
from thuisplan_desktop.pdf.named_facts import FACTS
from thuisplan_desktop.pdf.sheet import AgeBand, AwayBand, anonymous_sheet, named_sheet
from thuisplan_desktop.register import definitions, gate
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    ContactRole,
    DataCategory,
    MeetingKind,
    ObstaclePlace,
    OfferKind,
    Party,
    Route,
    Sector,
    Vrijstelling,
)
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.register.gate import Clearance, Question
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.talk import Talk

ON = date(2026, 3, 10)
TEAM = (Party.ZORGCOORDINATOR, Party.MENTOR)
MEETING = Meeting(id="m1", kind=MeetingKind.ZAT, held_on=ON, name="Kernteam Noord", participants=TEAM)
ABSENCE, EDUCATION, HOME, HEALTH, HELP = DataCategory
SUBSETS = [frozenset(chosen) for size in range(1, 6) for chosen in itertools.combinations(DataCategory, size)]
RULES = definitions.load("landelijk")
STATUS = Status(Category.LONG_TERM_SICK, date(2026, 1, 12), 57, (), RULES, True, False, None, date(2026, 4, 12))


def cleared(file: CaseFile, categories: frozenset[DataCategory] = frozenset(DataCategory), on: date = ON) -> Clearance:
    """A real clearance of the gate: own staff need no consent."""
    question = Question(file=file, consents=(), participants=TEAM, categories=categories, on=on)
    return gate.clear(question, Route.BY_NAME)


def full_file() -> CaseFile:
    """Every field filled with something that can be found back."""
    case = make_case(
        nickname="Femke", surname="Zandloper", pupil_key="PK-771", postcode4="1811", home_municipality="Watergem",
        school_name="De Verzonnen Boom", brin="99XA", class_name="Klas-8b", year_group="JG-8", owner="Anja Eigenaar",
        enrolled_on=date(2018, 8, 1), signalled_on=date(2025, 11, 20), reported_on=date(2026, 2, 2),
        obstacles=frozenset(ObstaclePlace), note="Notitiewoord",
        offer_kind=OfferKind.DAY_CARE, offered_on=date(2026, 2, 20), place_available_on=date(2026, 2, 25),
        bridging="Overbrugwoord",
    )  # fmt: skip
    sick = make_absence(
        case, kind=AbsenceKind.SICK, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 30), minutes=4950
    )
    parent = make_contact(case, first_name="Roelof", phone="06-00000001", email="roelof@voorbeeld.invalid")
    teacher = make_contact(case, role=ContactRole.STAFF, first_name="Meesterwoord")
    ids = {"id": "p1", "case_id": case.id}
    plan = Plan(**ids, perspective="Perspectiefwoord", made_on=date(2026, 2, 27), evaluate_on=date(2026, 3, 27))
    said = Talk(**ids, held_on=date(2026, 2, 26), voice="Stemwoord", voice_used="Gebruikwoord", note="Gesprekwoord")
    earlier = Talk(**ids, held_on=date(2026, 2, 2), voice="Oudewoord")
    return CaseFile(
        case, (sick,), (parent, teacher), exemptions=(make_exemption(case),), plans=(plan,), talks=(earlier, said),
        agreements=(Agreement(**ids, text="Afspraakwoord", owner="Afspraakpersoon", due_on=date(2026, 3, 5)),),
    )  # fmt: skip


NEEDS: dict[str, set[DataCategory]] = {
    "12 januari 2026": {ABSENCE},
    "12 april 2026": {ABSENCE},
    "langdurig ziek": {ABSENCE, HEALTH},
    "30-01-2026: ziek, 82 uur gemist": {ABSENCE, HEALTH},
    "2 februari 2026": {ABSENCE},
    "JG-8": {EDUCATION},
    "1 augustus 2018": {EDUCATION},
    "20 november 2025": {EDUCATION},
    "Belemmering in de school": {EDUCATION},
    "lichamelijke of psychische gronden": {EDUCATION, HEALTH},
    "20 februari 2026": {EDUCATION},
    "dagbesteding": {EDUCATION, HELP},
    "25 februari 2026": {EDUCATION},
    "Roelof van der Zandloper": {HOME},
    "Watergem": {HOME},
    "Belemmering thuis": {HOME},
    "sociale netwerk": {HOME},
    "Belemmering bij het kind": {HEALTH},
    "Overbrugwoord": set(DataCategory),
    "Notitiewoord": set(DataCategory),
    "27 maart 2026": {EDUCATION},
    "Perspectiefwoord": set(DataCategory),
    "Stemwoord Gebruikwoord": set(DataCategory),
}
"""What can be read on the sheet, and the categories that must be cleared for it."""
NEVER = (
    "PK-771", "1811", "99XA", "Anja Eigenaar", "06-00000001", "roelof@", "Meesterwoord", "2014", "gezagsregister",
    "Femke Antje", "Gesprekwoord", "Oudewoord", "Afspraakwoord", "Afspraakpersoon",
)  # fmt: skip


@pytest.mark.parametrize("categories", SUBSETS, ids=lambda chosen: "+".join(sorted(chosen)))
def test_a_fact_is_printed_exactly_when_its_categories_are_cleared(
    categories: frozenset[DataCategory], words: Callable[[bytes], str]
) -> None:
    """In all 31 choices of categories: nothing uncovered, nothing forgotten, and some things never."""
    file = full_file()
    shown = words(named_sheet(cleared(file, categories), file, meeting=MEETING, status=STATUS))
    for fact, needed in NEEDS.items():
        assert (fact in shown) == (needed <= categories), fact
    assert not [word for word in NEVER if word in shown]
    assert "Femke van der Zandloper" in shown


def test_every_field_of_a_case_is_either_printed_or_kept_back() -> None:
    """A new field of a case fails here until somebody decides which categories it needs."""
    printed = {
        "nickname", "infix", "surname", "school_name", "class_name", "home_municipality", "year_group", "enrolled_on",
        "first_absent_on", "signalled_on", "reported_on", "obstacles", "note", "offer_kind", "offer_note", "offered_on",
        "place_available_on", "bridging",
    }  # fmt: skip
    kept_back = {
        "id", "first_names", "birth_date", "pupil_key", "postcode4", "brin", "branch", "school_type", "enrolment",
        "left_on", "not_counted", "waits_for_mbo", "aftercare_from", "aftercare_until", "closed_on", "owner",
        "counted_by", "school_municipality", "swv", "diploma", "diploma_on", "vso_profile", "stagnation",
        "confirmed_category", "confirmed_on", "override_reason", "closing_reason", "list_reviewed_on", "list_review",
        "removal_reason", "director", "timetable_minutes",
    }  # fmt: skip
    assert {field.name for field in fields_of(Case)} == printed | kept_back
    assert len(FACTS) == len({(fact.label, fact.needs) for fact in FACTS})


def test_without_health_sick_reads_as_any_authorised_absence(words: Callable[[bytes], str]) -> None:
    """A reader who may not know about health can't tell a sick pupil from one on leave."""
    file = full_file()
    leave = replace(file, absences=(replace(file.absences[0], kind=AbsenceKind.AUTHORISED),))
    chosen = frozenset({ABSENCE, EDUCATION, HOME, HELP})
    one, other = (words(named_sheet(cleared(each, chosen), each, meeting=MEETING)) for each in (file, leave))
    assert one == other
    assert "geoorloofd, 82 uur gemist" in one


def test_without_health_the_ground_of_an_exemption_is_not_told(words: Callable[[bytes], str]) -> None:
    """All grounds of article 5 look the same: onder a is about health."""
    file = full_file()
    other = replace(file, exemptions=(make_exemption(file.case, Vrijstelling.ART5_ONDER_C),))
    chosen = frozenset({EDUCATION})
    sheets = {words(named_sheet(cleared(each, chosen), each, meeting=MEETING)) for each in (file, other)}
    assert len(sheets) == 1


def test_the_sheet_says_for_whom_and_about_what_it_is(words: Callable[[bytes], str]) -> None:
    file = full_file()
    shown = words(named_sheet(cleared(file, frozenset({ABSENCE, HOME})), file, meeting=MEETING))
    assert "Voor: zorgcoördinator en mentor of leerkracht." in shown
    assert "Over: verzuimgegevens en thuissituatie." in shown


def test_a_clearance_fits_one_case_one_day_and_one_route() -> None:
    """Permission for another child or another day, or to talk without a name, prints nothing."""
    file = full_file()
    other = replace(file, case=replace(file.case, id="c-other"))
    later = replace(MEETING, held_on=date(2026, 3, 11))
    for clearance, meeting in ((cleared(other), MEETING), (cleared(file), later)):
        with pytest.raises(ConsentMissing):
            named_sheet(clearance, file, meeting=meeting)
    question = Question(
        file=file, consents=(), participants=(*TEAM, Party.OTHER_SCHOOL), categories=frozenset(DataCategory), on=ON,
        kind=MeetingKind.LEARNING,
    )  # fmt: skip
    learning = gate.clear(question, Route.LEARNING)
    with pytest.raises(ConsentMissing):
        named_sheet(learning, file, meeting=MEETING)


def test_a_case_that_knows_little_is_printed_too(words: Callable[[bytes], str]) -> None:
    """Unknown facts leave no empty lines behind; what starts after the meeting is no fact yet."""
    case = make_case(first_absent_on=date(2026, 4, 1), infix="", class_name="", home_municipality="", enrolled_on=None)
    file = CaseFile(case, (make_absence(case),), ())
    shown = words(named_sheet(cleared(file), file, meeting=replace(MEETING, name="")))
    assert "Thuissituatie" not in shown
    assert "Perioden" not in shown
    assert "1 april 2026 Onderwijs" in shown


def test_after_a_relapse_the_first_day_is_of_the_absence_that_goes_on(words: Callable[[bytes], str]) -> None:
    """The terms on the sheet run from that day, so no earlier one stands beside them."""
    case = make_case(first_absent_on=date(2025, 9, 8))
    file = CaseFile(case, (make_absence(case, starts_on=date(2026, 1, 12)),), ())
    shown = words(named_sheet(cleared(file), file, meeting=MEETING, status=STATUS))
    assert "12 januari 2026" in shown
    assert "8 september 2025" not in shown


def test_a_note_longer_than_a_page_is_printed_whole(words: Callable[[bytes], str]) -> None:
    """A long note runs on over the pages, and nothing of it is lost."""
    file = full_file()
    file = replace(file, case=replace(file.case, note="\n".join(f"regel{n} {'woord ' * 30}" for n in range(80))))
    shown = words(named_sheet(cleared(file), file, meeting=MEETING))
    assert [number for number in range(80) if f"regel{number} " not in shown] == []


def test_many_periods_are_summed_up(words: Callable[[bytes], str]) -> None:
    """The latest twelve periods are printed in order, and how many came before."""
    case = make_case()
    days = [date(2025, month, day) for month in range(1, 8) for day in (1, 10)]
    file = CaseFile(case, tuple(make_absence(case, starts_on=day, ends_on=day) for day in reversed(days)), ())
    shown = words(named_sheet(cleared(file), file, meeting=MEETING))
    assert "en daarvoor 2 perioden 01-02-2025" in shown
    assert "10-01-2025" not in shown


def test_nothing_personal_is_in_the_metadata(hidden_words: Callable[[bytes], str]) -> None:
    """Neither the file's own description nor its bookmarks name the pupil, the parents or the school."""
    file = full_file()
    told = hidden_words(named_sheet(cleared(file), file, meeting=MEETING))
    assert not [word for word in ("Femke", "Zandloper", "Roelof", "Boom", "8b") if word in told]
    assert "Casusblad op naam" in told


def reviewed(text: str, *findings: Finding) -> RedactedText:
    return redact(text, findings, Review.accepting(findings))


def test_anonymous_sheet(words: Callable[[bytes], str]) -> None:
    """The reviewed text, a random code and rough facts, and what to do when somebody recognises the pupil."""
    text = reviewed("Femke zit thuis.\n\nDe leerkracht belt.", Finding(0, 5, Kind.PERSON, "naam", 1.0, "De leerling"))
    shown = words(
        anonymous_sheet(
            text, code="K7M-4PQ", kind=MeetingKind.ZAT, on=ON, age_band=AgeBand.UNDER_12, sector=Sector.PO,
            away=AwayBand.of(60),
        )
    )  # fmt: skip
    assert "De leerling zit thuis. De leerkracht belt." in shown
    assert "Femke" not in shown
    for fact in ("K7M-4PQ", "8 tot en met 11 jaar", "primair onderwijs (PO)", "4 weken tot 3 maanden", "10 maart 2026"):
        assert fact in shown
    assert "Herkent u de leerling?" in shown


def test_anonymous_sheet_without_facts(words: Callable[[bytes], str]) -> None:
    """Only the code is a must: the fewer facts, the harder to recognise somebody."""
    shown = words(anonymous_sheet(reviewed("Zit thuis."), code="R2X", kind=MeetingKind.ZAT, on=ON))
    assert "Leeftijd" not in shown
    assert "Afwezig" not in shown


def test_a_long_text_is_printed_whole(words: Callable[[bytes], str]) -> None:
    """Nothing of the reviewed text is lost over the pages."""
    text = "\n".join(f"regel{number} {'woord ' * 40}" for number in range(60))
    shown = words(anonymous_sheet(reviewed(text), code="R2X", kind=MeetingKind.ZAT, on=ON))
    assert [number for number in range(60) if f"regel{number} " not in shown] == []


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (date(2018, 3, 11), AgeBand.UNDER_8),
        (date(2018, 3, 10), AgeBand.UNDER_12),
        (date(2014, 3, 10), AgeBand.UNDER_16),
        (date(2010, 3, 11), AgeBand.UNDER_16),
        (date(2010, 3, 10), AgeBand.FROM_16),
        (date(2000, 1, 1), AgeBand.FROM_16),
    ],
)
def test_age_bands_change_on_birthdays(birth: date, band: AgeBand) -> None:
    assert AgeBand.of(birth, ON) is band


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, None),
        (1, AwayBand.UNDER_4_WEEKS),
        (27, AwayBand.UNDER_4_WEEKS),
        (28, AwayBand.UNDER_3_MONTHS),
        (91, AwayBand.UNDER_6_MONTHS),
        (183, AwayBand.UNDER_A_YEAR),
        (365, AwayBand.OVER_A_YEAR),
        (4000, AwayBand.OVER_A_YEAR),
    ],
)
def test_how_long_somebody_is_away_is_rough(days: int, band: AwayBand | None) -> None:
    """A number of weeks before the day of the meeting would tell the first day of absence."""
    assert AwayBand.of(days) is band


def test_a_gezinsvoogd_is_help_and_not_home(words: Callable[[bytes], str]) -> None:
    """That there is one says that there is an ondertoezichtstelling; parents are named without."""
    file = full_file()
    guardian = make_contact(file.case, role=ContactRole.FAMILY_GUARDIAN, first_name="Gijsbertje")
    told = replace(file, contacts=(*file.contacts, guardian))
    assert "Gijsbertje" in words(named_sheet(cleared(told), told, meeting=MEETING))
    without = frozenset(DataCategory) - {DataCategory.HELP}
    shown = words(named_sheet(cleared(told, without), told, meeting=MEETING))
    assert "Ouders en verzorgers" in shown
    assert "Gijsbertje" not in shown
    assert "ondertoezichtstelling" not in shown
