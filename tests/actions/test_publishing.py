"""What is published is remembered: what comes later is protected beside it, or refused with a coarser table."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_absence, make_case, make_exemption
from regions import TODAY, Clock, Maker, keep_pupil, log_of, school
from thuisplan_desktop.actions import cases, counted_once, counting, parts, published_before, publishing, ruling, tables
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.publishing import Pick
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import (
    ChangedSinceBefore,
    GivenAwayBefore,
    InvalidCase,
    MalformedDefinitions,
    MalformedTable,
    NoSuchTelling,
    OtherDefinitionsBefore,
    ThresholdRaised,
)
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    CountingParty,
    Enrolment,
    ObstaclePlace,
    Role,
    SchoolType,
    Vrijstelling,
)
from thuisplan_desktop.register.counted_by import DoubtKind
from thuisplan_desktop.store import releases, snapshots


@pytest.fixture
def busy(register: OpenRegister) -> OpenRegister:
    """A school with many pupils at home: some numbers can be shown."""
    for number in range(18):
        keep_pupil(register, first_absent_on=TODAY - timedelta(days=40 + 20 * (number % 3)), surname=f"P{number}")
    return register


def take(register: OpenRegister, rhythm: Rhythm = Rhythm.QUARTER) -> dict[str, str]:
    """Titles of the tellingen taken, with their ids."""
    rows = counting.take_snapshot(register, TODAY, rhythm=rhythm).value
    return {row.title: row.id for row in rows}


def named(taken: dict[str, str], start: str) -> str:
    return next(id_ for title, id_ in taken.items() if title.startswith(start))


def test_a_look_says_what_stays_readable(busy: OpenRegister) -> None:
    """The whole table and the same with fewer dimensions, each with how many cells can be read."""
    look = publishing.look_at(busy, named(take(busy), "Thuiszitters naar duur en aanbod"))
    assert look.refusal == ""
    whole, *fewer = look.tables
    assert [one.report.title for one in fewer] == ["naar duur", "naar aanbod en plaats"]
    assert whole.cells == 28
    assert 0 < whole.readable <= 28
    assert all(one.cells < whole.cells for one in fewer)


def test_published_tables_bind_what_comes_later(busy: OpenRegister) -> None:
    """The same day counted again with one pupil more is refused, with the reason; what is still safe is offered."""
    first = named(take(busy), "Totaaloverzicht")
    publishing.publish(busy, [Pick(first)])
    assert publishing.look_at(busy, first).published
    keep_pupil(busy, first_absent_on=TODAY - timedelta(days=60))
    second = named(take(busy), "Totaaloverzicht")
    with pytest.raises(ChangedSinceBefore):
        publishing.publish(busy, [Pick(second)])
    look = publishing.look_at(busy, second)
    assert "eerdere publicatie" in look.refusal
    assert log_of(busy)[-1] == "counts_shown"
    with busy.read() as connection:
        assert [one.snapshot_id for one in releases.load_releases(connection)] == [first]


def test_publishing_twice_is_one_release(busy: OpenRegister) -> None:
    """PDF and CSV of one table hide the same cells, and are remembered once."""
    pick = Pick(named(take(busy), "Thuiszitters naar duur en aanbod"))
    pdf, data = publishing.telling_pdf(busy, [pick]), publishing.telling_csv(busy, [pick])
    with busy.read() as connection:
        assert len(releases.load_releases(connection)) == 1
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["basis"] for row in rows} == {"schooladres"}
    assert {row["aantal"] for row in rows} & {"1", "2", "3", "4"} == set()
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "naar schooladres" in words
    assert "afgeschermd" in words


def test_a_telling_on_paper_ends_with_the_words_of_the_logbook(busy: OpenRegister) -> None:
    """Its own line with it: who has the paper can see later that nothing before is gone or made anew."""
    pdf = publishing.telling_pdf(busy, [Pick(named(take(busy), "Totaaloverzicht"))])
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert log_of(busy)[-1] == "telling_published"
    assert "Einde van het logboek " + busy.logbook_words() in " ".join(words.split())


def test_a_coarser_table_can_be_published_instead(busy: OpenRegister) -> None:
    """By one dimension fewer; a name that is no coarser table is refused."""
    snapshot = named(take(busy), "Thuiszitters naar duur en aanbod")
    made = publishing.publish(busy, [Pick(snapshot, "naar duur")])
    assert len(made.tables[0].report.dimensions) == 1
    assert made.tables[0].report.title.endswith("naar duur")
    with pytest.raises(NoSuchTelling):
        publishing.publish(busy, [Pick(snapshot, "naar kleur")])


def test_what_does_not_go_together(busy: OpenRegister) -> None:
    """Woonplaats and schooladres, stand and stroom, two days: never on one paper; nor nothing at all."""
    taken = take(busy)
    home, school_, flow = (
        named(taken, start)
        for start in ("Leerlingen in beeld naar woongemeente", "Totaaloverzicht", "In- en uitstroom")
    )
    earlier = counting.take_snapshot(busy, TODAY - timedelta(days=31), rhythm=Rhythm.MONTH).value[0].id
    for picks in ([home, school_], [school_, flow], [school_, earlier], []):
        with pytest.raises(InvalidCase):
            publishing.publish(busy, [Pick(one) for one in picks])


def test_tables_published_one_by_one_hang_together(busy: OpenRegister) -> None:
    """Woonplaats after schooladres: what both hold is one number, hidden in both or in neither."""
    for number in range(14):
        towns = {"home_municipality": ("Alkmaar", "Bergen")[number % 2], "postcode4": ""}
        case = keep_pupil(busy, first_absent_on=None, surname=f"Z{number}", **towns).case
        start = TODAY - timedelta(days=60)
        cases.save_absence(busy, make_absence(case, kind=AbsenceKind.SICK, starts_on=start))
    taken = take(busy)
    first = publishing.publish(busy, [Pick(named(taken, "Leerlingen in beeld naar woongemeente"))]).tables[0].table
    second = publishing.publish(busy, [Pick(named(taken, "Leerlingen in beeld naar gemeente"))]).tables[0].table
    both = first.cells.keys() & second.cells.keys()
    assert len(both) > 5
    for cell in both:
        assert (first.cells[cell] is Mark.HIDDEN) == (second.cells[cell] is Mark.HIDDEN)


def test_another_definition_set_of_the_same_day_is_one_release(busy: OpenRegister) -> None:
    """What the national set made public binds the table of a region; other numbers for one line are refused."""
    publishing.publish(busy, [Pick(named(take(busy), "Totaaloverzicht"))])
    other = counting.take_snapshot(busy, TODAY, "noord-kennemerland-2017").value[0].id
    with busy.read() as connection:
        table = snapshots.load_snapshot(connection, other).table
        before = published_before.before(busy, connection, [table])
    assert len(before.published) == 1
    assert table.definitions not in {one.definitions for one in before.tables}
    keep_pupil(busy, first_absent_on=TODAY - timedelta(days=60))
    more = counting.take_snapshot(busy, TODAY, "noord-kennemerland-2017", rhythm=Rhythm.QUARTER).value
    with pytest.raises(OtherDefinitionsBefore):
        publishing.publish(busy, [Pick(one.id) for one in more if one.title.startswith("Totaaloverzicht")])


def test_a_refused_table_offers_what_is_safe(busy: OpenRegister) -> None:
    """A pupil was counted at another sort of school: the table by kind alone says nothing of that."""
    moved = keep_pupil(busy, first_absent_on=TODAY - timedelta(days=60), surname="Verhuist").case
    title = "Leerlingen in beeld naar soort en schoolsoort"
    publishing.publish(busy, [Pick(named(take(busy), title), "naar schoolsoort")])
    cases.save_case(busy, replace(moved, school_type=SchoolType.SBO))
    snapshot = named(take(busy), title)
    look = publishing.look_at(busy, snapshot)
    assert "eerdere publicatie" in look.refusal
    assert [one.report.title for one in look.tables] == ["naar soort"]
    assert publishing.publish(busy, [Pick(snapshot, "naar soort")]).tables[0].readable > 0


def test_a_pupil_more_is_in_no_table_of_that_day(busy: OpenRegister) -> None:
    """Whoever is in view is somebody of the overview: its sum would say that one came in since, so nothing is safe."""
    publishing.publish(busy, [Pick(named(take(busy), "Totaaloverzicht"))])
    keep_pupil(busy, first_absent_on=TODAY - timedelta(days=60))
    look = publishing.look_at(busy, named(take(busy), "Leerlingen in beeld naar soort en schoolsoort"))
    assert "eerdere publicatie" in look.refusal
    assert look.tables == ()


def test_every_telling_can_be_looked_at_and_published_whole_or_with_less_in_it(busy: OpenRegister) -> None:
    """Stand and stroom; who publishes a stroom without who came and went gives that away by no stand either."""
    for title, snapshot in take(busy, Rhythm.MONTH).items():
        look = publishing.look_at(busy, snapshot)
        assert look.tables, title
    flow = named(take(busy, Rhythm.MONTH), "In- en uitstroom")
    fewer = publishing.look_at(busy, flow).tables[-1].report.title
    assert publishing.publish(busy, [Pick(flow, fewer)]).tables[0].table.cells


ODD_NAMES = ('Alkmaar, De "Mare"; <b>=onbekend</b>,soort=ziek', "Bergen\nop 100% + 1: /€")
"""A name as somebody may type or paste it: with the marks of cell ids, of CSV and of paper in it."""


@pytest.mark.parametrize("title", ["Leerlingen in beeld naar woongemeente", "Leerlingen in beeld naar gemeente"])
def test_any_name_of_a_gemeente_comes_out_as_it_is(register: OpenRegister, title: str) -> None:
    """From the case to spreadsheet and paper: nothing is taken apart at a comma, and the second time is the first."""
    for number in range(22):
        town = ODD_NAMES[number % 2]
        pupil = keep_pupil(register, first_absent_on=TODAY - timedelta(days=60), surname=f"P{number}", postcode4="",
                           home_municipality=town, school_municipality=town)  # fmt: skip
        assert pupil.case.home_municipality == town
    snapshot = named(take(register), title)
    data = publishing.telling_csv(register, [Pick(snapshot)])
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {*ODD_NAMES, "totaal"} <= {value for row in rows for value in row.values()}
    assert "22" in {row["aantal"] for row in rows}
    words = " ".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(publishing.telling_pdf(register, [Pick(snapshot)]))).pages
    )
    for part in ('De "Mare";', "<b>=onbekend</b>", "100% + 1"):
        assert part.replace(" ", "") in "".join(words.split())
    assert publishing.telling_csv(register, [Pick(snapshot)]) == data
    assert publishing.look_at(register, snapshot).published
    with register.read() as connection:
        assert len(releases.load_releases(connection)) == 1


@pytest.mark.parametrize("room", ["telling_report.telling_report", "table_csv.encode"])
def test_what_cannot_be_made_was_not_published(busy: OpenRegister, monkeypatch: pytest.MonkeyPatch, room: str) -> None:
    """Paper or spreadsheet first, memory second: a table that nobody got binds nothing."""

    def broken(*_: object, **__: object) -> bytes:
        raise KeyError

    module, name = room.split(".")
    monkeypatch.setattr(getattr(publishing, module), name, broken)
    make = publishing.telling_pdf if module == "telling_report" else publishing.telling_csv
    with pytest.raises(KeyError):
        make(busy, [Pick(named(take(busy), "Totaaloverzicht"))])
    with busy.read() as connection:
        assert releases.load_releases(connection) == ()
    assert "telling_published" not in log_of(busy)


def test_a_release_that_could_not_be_read_back_is_none(register: OpenRegister) -> None:
    """A name too long for a cell id is refused before anything is remembered."""
    for number in range(12):
        keep_pupil(register, first_absent_on=TODAY - timedelta(days=60), surname=f"P{number}", postcode4="",
                   home_municipality="Verzonnen" * 70)  # fmt: skip
    with pytest.raises(MalformedTable):
        publishing.telling_csv(register, [Pick(named(take(register), "Leerlingen in beeld naar woongemeente"))])
    with register.read() as connection:
        assert releases.load_releases(connection) == ()


# --- who counts


def test_the_rule_of_counting_once(register: OpenRegister) -> None:
    """Not enrolled is with leerplicht, another school counts its own, two cases of one child are one too many."""
    keep_pupil(register)
    gone = keep_pupil(register, enrolment=Enrolment.NOT_ENROLLED, surname="Weg", left_on=TODAY - timedelta(days=90))
    other = keep_pupil(register, brin="99XQ", surname="Elders")
    twin = keep_pupil(register, nickname="Tweede", surname="Maal", birth_date=make_case().birth_date)
    again = keep_pupil(register, nickname="Tweede", surname="Maal", birth_date=make_case().birth_date)
    nobody = keep_pupil(register, counted_by=CountingParty.LEERPLICHT, surname="Niemand")
    found = {row.doubt.case_id: row.doubt for row in counted_once.list_doubts(register)}
    assert found.keys() == {gone.case.id, other.case.id, nobody.case.id} | (
        found.keys() & {twin.case.id, again.case.id}
    )
    assert len(found) == 4
    assert (found[gone.case.id].kind, found[gone.case.id].proposal) == (DoubtKind.TWICE, CountingParty.LEERPLICHT)
    assert (found[other.case.id].kind, found[other.case.id].proposal) == (DoubtKind.TWICE, None)
    assert (found[nobody.case.id].kind, found[nobody.case.id].proposal) == (DoubtKind.NOBODY, CountingParty.SCHOOL)
    counted_once.let_count(register, nobody.case.id, CountingParty.SCHOOL)
    assert nobody.case.id not in {row.doubt.case_id for row in counted_once.list_doubts(register)}
    assert cases.open_case(register, nobody.case.id).file.case.counted_by is CountingParty.SCHOOL


def test_a_sector_that_nobody_counts_is_named(maker: Maker) -> None:
    """A pupil of another school sort stands in no table of this school; a consulent counts PO and VO."""
    register = maker.make(Role.SCHOOL)
    file = keep_pupil(register, school_type=SchoolType.VO)
    (row,) = counted_once.list_doubts(register)
    assert (row.doubt.case_id, row.doubt.kind, row.doubt.proposal) == (file.case.id, DoubtKind.NOBODY, None)
    consulent = maker.make(Role.CONSULENT, school(1))
    keep_pupil(consulent, counted_by=CountingParty.SWV)
    (row,) = counted_once.list_doubts(consulent)
    assert (row.doubt.kind, row.doubt.proposal) == (DoubtKind.TWICE, CountingParty.SCHOOL)


def test_what_readers_have_can_be_audited_by_anyone(busy: OpenRegister) -> None:
    """One file of all that hangs together, certified; before anything is published there is none."""
    taken = take(busy)
    first, second = (named(taken, start) for start in ("Totaaloverzicht", "Thuiszitters naar duur en aanbod"))
    with pytest.raises(NoSuchTelling):
        publishing.telling_check(busy, first)
    with pytest.raises(NoSuchTelling):
        publishing.day_check(busy, TODAY)
    publishing.publish(busy, [Pick(first)])
    publishing.publish(busy, [Pick(second, "naar duur")])
    data = publishing.telling_check(busy, first)
    assert log_of(busy)[-1] == "telling_published"
    assert publishing.telling_check(busy, second) == publishing.day_check(busy, TODAY) == data
    derived = tables.audit_tables([data])
    assert derived.certified
    assert not derived.broken


def test_what_was_seen_is_what_is_published(busy: OpenRegister) -> None:
    """The same cells hidden as when somebody looked, as long as that keeps the promise."""
    snapshot = named(take(busy), "Thuiszitters naar duur en aanbod")
    seen = publishing.look_at(busy, snapshot).tables[0].table
    made = publishing.publish(busy, [Pick(snapshot, hidden=seen.hidden)])
    assert made.tables[0].table.hidden == seen.hidden
    other = named(take(busy, Rhythm.MONTH), "Totaaloverzicht")
    too_few = publishing.publish(busy, [Pick(other, hidden=frozenset())])
    assert too_few.tables[0].table.hidden


OWN = 'version = "1"\ntitle = "Zo telt onze regio"\nvalid_from = 2024-08-01\nsource = "regio"\nthreshold = 10\n'


def test_a_telling_under_an_own_set_goes_on_paper(busy: OpenRegister) -> None:
    """On PDF and CSV, by the title of that set; once it is another set, by the name that the telling was kept with."""
    ruling.keep_own_definitions(busy, OWN)
    rows = counting.take_snapshot(busy, TODAY, "eigen", rhythm=Rhythm.QUARTER).value
    pick = Pick(next(row.id for row in rows if row.title.startswith("Totaaloverzicht")))
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(publishing.telling_pdf(busy, [pick]))).pages
    )
    assert "Zo telt onze regio (versie" in text
    assert "Zo telt onze regio;1;" in publishing.telling_csv(busy, [pick]).decode("utf-8-sig")
    ruling.keep_own_definitions(busy, OWN.replace('"1"', '"2"').replace("Zo telt", "Anders telt"))
    assert ";eigen;1;" in publishing.telling_csv(busy, [pick]).decode("utf-8-sig")


def test_a_version_of_an_own_set_is_one_text(busy: OpenRegister) -> None:
    """A telling names the set that counted it; until something was counted a set may be written over."""
    ruling.keep_own_definitions(busy, OWN.replace("onze regio", "wie het probeert"))
    ruling.keep_own_definitions(busy, OWN)
    counting.take_snapshot(busy, TODAY, "eigen", rhythm=Rhythm.QUARTER)
    ruling.keep_own_definitions(busy, OWN)
    with pytest.raises(MalformedDefinitions) as refused:
        ruling.keep_own_definitions(busy, OWN.replace("10", "5"))
    assert refused.value.facts["field"] == "version"
    ruling.keep_own_definitions(busy, OWN.replace("10", "5").replace('"1"', '"2"'))


def test_a_threshold_that_was_lowered_stays_for_what_hangs_together(busy: OpenRegister) -> None:
    """What was hidden under 10 is not judged under 5 beside the next table of that day."""
    for threshold, start in (("10", "Totaaloverzicht"), ("5", "Thuiszitters naar duur")):
        ruling.keep_own_definitions(busy, OWN.replace("10", threshold).replace('"1"', f'"{threshold}"'))
        rows = counting.take_snapshot(busy, TODAY, "eigen", rhythm=Rhythm.QUARTER).value
        pick = Pick(next(row.id for row in rows if row.title.startswith(start)))
        made = publishing.publish(busy, [pick])
        assert made.tables[0].table.certificate.threshold == 10


def test_a_telling_keeps_the_threshold_of_the_set_that_counted_it(busy: OpenRegister) -> None:
    """Also when that set has been replaced since, before anything was published."""
    ruling.keep_own_definitions(busy, OWN)
    rows = counting.take_snapshot(busy, TODAY, "eigen", rhythm=Rhythm.QUARTER).value
    ruling.keep_own_definitions(busy, OWN.replace("10", "5").replace('"1"', '"2"'))
    made = publishing.publish(busy, [Pick(next(row.id for row in rows if row.title.startswith("Totaaloverzicht")))])
    assert made.tables[0].table.certificate.threshold == 10


@pytest.mark.parametrize("replaced", [False, True])
def test_a_reader_of_an_own_set_knows_whom_it_does_not_register(maker: Maker, clock: Clock, *, replaced: bool) -> None:
    """Fourteen in view, eleven of them thuiszitters at most: where the set has no others, three at least are exempt.
    A kept telling doesn't say what has no line in it; the set does, and still does when another takes its place."""
    register = maker.make(Role.SCHOOL, school(0, SchoolType.VO))
    now, later = date(2026, 11, 15), date(2026, 12, 15)
    clock.go_to(later)
    gone = 'vo = ["zorgwekkend_geoorloofd", "geschorst_of_verwijderd", "vrijstelling_15"]'
    ruling.keep_own_definitions(register, definitions.text_of("landelijk").replace("vo = []", gone))
    for number in range(15):
        is_away, is_new = number < 10, number == 14
        since = date(2026, 11, 16) if is_new else date(2026, 7, 1) if number < 4 else date(2026, 9, 28)
        file = keep_pupil(
            register,
            school_type=SchoolType.VO,
            birth_date=date(2013, 3, 1),
            first_absent_on=since if is_away or is_new else None,
            obstacles=frozenset({ObstaclePlace.CHILD if number % 2 else ObstaclePlace.SCHOOL}),
        )
        if is_away or is_new:
            cases.save_absence(register, make_absence(file.case))
        else:
            exemption = make_exemption(file.case, Vrijstelling.ART5_ONDER_A, starts_on=date(2026, 8, 1))
            parts.keep(register, exemption)

    def pick(rows: Iterable[counting.SnapshotRow], words: str, coarser: str = "") -> Pick:
        return Pick(next(row.id for row in rows if words in row.title), coarser)

    quarter = counting.take_snapshot(register, now, rhythm=Rhythm.QUARTER).value
    month = counting.take_snapshot(register, later, rhythm=Rhythm.MONTH).value
    national = counting.take_snapshot(register, now).value
    publishing.publish(register, [pick(quarter, "belemmering ligt")])
    publishing.publish(register, [pick(month, "In- en uitstroom", "zonder de waarvan-regels")])
    if replaced:
        ruling.keep_own_definitions(register, definitions.text_of("landelijk").replace('"1"', '"2"'))
    with pytest.raises(GivenAwayBefore):
        publishing.publish(register, [pick(national, "voortgezet")])


def test_who_raised_the_threshold_hears_that_and_from_when_it_goes_again(register: OpenRegister, clock: Clock) -> None:
    """A seven that was shown under 5 keeps the stroom that begins on its day from being hidden under 10."""
    shown, later, last = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)
    clock.go_to(last)
    for number in range(7):
        file = keep_pupil(register, first_absent_on=date(2026, 7, 1), surname=f"P{number}")
        cases.save_absence(register, make_absence(file.case))

    def pick(day: date, title: str) -> Pick:
        rows = counting.take_snapshot(register, day, rhythm=Rhythm.MONTH).value
        return Pick(next(row.id for row in rows if row.title.startswith(title)))

    publishing.publish(register, [pick(shown, "Totaaloverzicht")])
    ruling.keep_own_definitions(register, OWN)
    publishing.publish(register, [pick(later, "Totaaloverzicht")])
    leading_on = pick(later, "In- en uitstroom")
    with pytest.raises(ThresholdRaised) as refused:
        publishing.publish(register, [leading_on])
    assert "tot en met 31 oktober 2026 onder een lagere drempel" in message_for(refused.value).text
    assert "De drempel is sindsdien verhoogd." in publishing.look_at(register, leading_on.snapshot_id).refusal
    made = publishing.publish(register, [pick(last, "In- en uitstroom")])
    assert made.tables[0].table.certificate.threshold == 10
