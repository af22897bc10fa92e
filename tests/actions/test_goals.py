"""Targets and trends of a region: protected, the same for ever, and in its quarterly and yearly reports."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_case
from regions import TODAY, Clock, Region, log_of
from thuisplan_desktop.actions import cases, dataset, gaps, goals, receiving, releasing, reporting
from thuisplan_desktop.counts.reports import Rhythm
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import ChangedSinceBefore, InvalidCase, InvalidTarget, NotSummedYet
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region import trends
from thuisplan_desktop.region.targets import Standing, Target, TargetKind
from thuisplan_desktop.register import definitions
from thuisplan_desktop.store import target_books

CELL, REPORT = "verzuim_4_weken_tot_3_maanden", "nk-po-2017"
NEXT = TODAY + timedelta(days=30)
TARGET = Target(
    id="", report=REPORT, cell=CELL, kind=TargetKind.FIXED, baseline=20, baseline_on=date(2025, 8, 1),
    baseline_source="Jaarverslag 2025, bladzijde 7", percent=-50, due_on=date(2027, 7, 31), note="wachtend op mbo",
)  # fmt: skip


def fill(five: Region) -> None:
    """Six children at home for some weeks and six for more than three months, at five schools."""
    for sender in (*five.senders, five.senders[0]):
        for days in (40, 200):
            cases.save_case(sender, make_case(first_absent_on=TODAY - timedelta(days=days)))


@pytest.fixture
def twice(five: Region, clock: Clock) -> Region:
    """Two tellingen, with one child more at one school a month later."""
    fill(five)
    five.play(TODAY)
    clock.go_to(NEXT)
    cases.save_case(five.senders[1], make_case(first_absent_on=NEXT - timedelta(days=35)))
    five.play(NEXT)
    return five


def text_of(data: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def test_a_goal_stands_beside_its_trend(twice: Region) -> None:
    """With the numbers of each telling, how many delivered, and what was noted."""
    goals.set_target(twice.region, TARGET)
    goals.note_effect(twice.region, twice.id_of(NEXT), REPORT, CELL, "  Eén school telde  anders. ")
    (goal,) = goals.list_goals(twice.region).goals
    assert [(point.value, point.covered.delivered, point.note) for point in goal.trend.points] == [
        (6, 5, ""), (7, 5, "Eén school telde anders."),
    ]  # fmt: skip
    assert (goal.standing, goal.aim(NEXT)) == (Standing.REACHED, 10)
    goals.note_effect(twice.region, twice.id_of(NEXT), REPORT, CELL, "")
    assert goals.list_goals(twice.region).goals[0].trend.points[1].note == ""
    goals.remove_target(twice.region, goal.target.id)
    assert goals.list_goals(twice.region).goals == ()
    assert log_of(twice.region)[-2:] == ["target_removed", "counts_shown"]


def test_a_nulmeting_gives_no_hidden_number_away(five: Region) -> None:
    """Two of some weeks and six of long, eight together: the two are hidden, and the six with them. As a nulmeting the
    six would stand in each report; a number of years ago, or of a line that is shown, may.
    """
    for sender in (*five.senders, five.senders[0]):
        cases.save_case(sender, make_case(first_absent_on=TODAY - timedelta(days=200)))
    for sender in five.senders[:2]:
        cases.save_case(sender, make_case(first_absent_on=TODAY - timedelta(days=40)))
    telling_id = five.play(TODAY)
    table = releasing.publish(five.region, telling_id).tables[0]
    long = replace(TARGET, cell="langdurig_verzuim_langer_dan_3_maanden", baseline=6, baseline_on=TODAY)
    assert table.cells[long.cell] is Mark.HIDDEN
    for typed in (long, replace(long, baseline_on=None), replace(long, baseline_on=TODAY - timedelta(days=1))):
        with pytest.raises(InvalidTarget) as refused:
            goals.set_target(five.region, typed)
        assert "niet te lezen" in message_for(refused.value).text
    with pytest.raises(InvalidTarget):
        goals.set_target(five.region, replace(long, report="landelijk-po"))  # the same line under other definitions
    goals.set_target(five.region, replace(long, baseline_on=date(2016, 8, 1)))
    goals.set_target(five.region, replace(long, cell="thuiszitters_totaal", baseline=8))


def test_a_number_to_reach_needs_no_nulmeting(five: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after a telling of totals alone, that has no other line; the words of the refusal advise such a target."""
    five.play(TODAY)
    (sums,) = receiving.exact_sums(five.region, five.id_of(TODAY))
    total = {"thuiszitters_totaal": sums.table.cells["thuiszitters_totaal"]}
    coarse = replace(sums, table=replace(sums.table, cells=total))
    monkeypatch.setattr(goals.region_books, "load_combined", lambda *_: (coarse,))
    number = Target(id="", report=REPORT, cell=CELL, kind=TargetKind.ABSOLUTE, value=3, due_on=date(2027, 7, 31))
    assert goals.set_target(five.region, number).value.value == 3


def test_looking_a_second_time_waits_for_no_disk(twice: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look publishes; after that page and table are read, and their lines in the logbook wait."""
    goals.list_goals(twice.region)
    monkeypatch.setattr(twice.region, "change", None)
    goals.list_goals(twice.region)
    releasing.publish(twice.region, twice.id_of(NEXT))
    monkeypatch.undo()
    assert log_of(twice.region)[-2:] == ["counts_shown", "counts_shown"]


def test_an_unfinished_target_is_not_kept(five: Region) -> None:
    """Nothing is stored or logged."""
    before = log_of(five.region)
    with pytest.raises(InvalidTarget):
        goals.set_target(five.region, Target(id="", report=REPORT, cell=CELL, kind=TargetKind.FIXED))
    assert log_of(five.region) == before


def test_month_quarter_and_year(twice: Region) -> None:
    """The month is this telling; quarter and year have targets and trend, and all say what they are."""
    goals.set_target(twice.region, TARGET)
    goals.note_effect(twice.region, twice.id_of(TODAY), REPORT, "", "Definitie gewijzigd")
    texts = {one: text_of(reporting.report_pdf(twice.region, twice.id_of(NEXT), one)) for one in Rhythm}
    assert "Maandrapport" in texts[Rhythm.MONTH]
    assert "Doelen en verloop" not in texts[Rhythm.MONTH]
    assert "Niet zomaar te vergelijken" not in texts[Rhythm.MONTH]
    goals.note_effect(twice.region, twice.id_of(NEXT), REPORT, "", "Andere week")
    goals.note_effect(twice.region, twice.id_of(NEXT), REPORT, CELL, "Nieuw formulier")
    month = text_of(reporting.report_pdf(twice.region, twice.id_of(NEXT)))
    for words in ("Niet zomaar te vergelijken met eerdere tellingen", "Kennemerland: Andere week",
                  "Verzuim van 4 weken tot 3 maanden: Nieuw formulier"):  # fmt: skip
        assert words in month, "also of a line without a target"
    for rhythm, name in ((Rhythm.QUARTER, "Kwartaalrapport"), (Rhythm.YEAR, "Jaarrapport")):
        assert name in texts[rhythm]
        for words in ("Doelen en verloop", "wachtend op mbo", "Definitie gewijzigd", "23 april 2026", "24 maart 2026"):
            assert words in texts[rhythm], words


def test_a_report_knows_the_tellingen_before_those_it_prints(twice: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is judged by the whole trend up to its own telling, and prints the last part."""
    goals.set_target(twice.region, TARGET)
    goals.list_goals(twice.region)
    monkeypatch.setitem(reporting._BACK, Rhythm.QUARTER, 0)
    with twice.region.read() as connection:
        for day, known in ((NEXT, 2), (TODAY, 1)):
            (goal,) = reporting._goals_of(twice.region, connection, day, Rhythm.QUARTER).goals
            assert ([point.peildatum for point in goal.shown], len(goal.trend.points)) == ([day], known)


def test_the_report_for_a_spreadsheet(twice: Region) -> None:
    """Protected, each row with its peildatum and definitions; what is missing stands below, without a number."""
    gaps.note_gap(twice.region, twice.id_of(NEXT), "Langedijk", "artikel 5 niet bekend")
    lines = reporting.report_csv(twice.region, twice.id_of(NEXT)).decode("utf-8-sig").splitlines()
    assert any(line.endswith(";verzuim van 4 weken tot 3 maanden;7") and "2026-04-23" in line for line in lines)
    assert lines[-1] == "onvolledig" + 9 * ";" + "Langedijk: artikel 5 niet bekend;"


def test_a_release_is_for_ever_the_same(twice: Region) -> None:
    """Published once, published again: the tables don't change, whatever comes after."""
    telling_id = twice.id_of(TODAY)
    first = releasing.publish(twice.region, telling_id)
    with twice.region.read() as connection:
        kept = target_books.load_release(connection, telling_id)
    again = releasing.publish(twice.region, telling_id)
    assert [table.cells for table in again.tables] == [table.cells for table in first.tables]
    with twice.region.read() as connection:
        assert kept is not None
        assert target_books.load_release(connection, telling_id) == kept


def test_a_stricter_program_prints_what_readers_have(five: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """A definition set with a higher threshold, or another choice of cells, comes too late for what was published: it
    is printed again exactly, never refused, and no cell more or less is shown.
    """
    fill(five)
    telling_id = five.play(TODAY)
    table = releasing.publish(five.region, telling_id).tables[0]
    assert 5 < table.cells[CELL] < 10
    load = definitions.load
    monkeypatch.setattr(releasing.definitions, "load", lambda name: replace(load(name), threshold=10))
    again = releasing.publish(five.region, telling_id).tables[0]
    assert again == table
    assert len(goals.list_goals(five.region).trends) == len(table.cells)


def test_a_release_that_is_not_of_these_sums_is_named(five: Region) -> None:
    """What readers have is never replaced in silence; no other telling is held up by it, and it is told."""
    fill(five)
    telling_id = five.play(TODAY)
    releasing.publish(five.region, telling_id)
    with five.region.change() as connection:
        connection.exec_driver_sql("DROP TRIGGER releases_no_update")
        connection.exec_driver_sql("UPDATE releases SET document = replace(document, ': 6', ': 7')")
        five.region.log(connection, "test")
    with pytest.raises(ChangedSinceBefore):
        releasing.publish(five.region, telling_id)
    found = goals.list_goals(five.region)
    assert (found.trends, found.left_out) == ((), (trends.LeftOut(TODAY),))
    assert trends.without(found.left_out).startswith("Zonder de telling van ")
    with pytest.raises(NotSummedYet):
        dataset.dataset(five.region)


def test_a_text_at_length_keeps_no_report_from_being_made(five: Region) -> None:
    """By command or from another program: what fits on no page is refused where it is typed."""
    telling = five.play(TODAY)
    named = Target(id="", report=REPORT, cell=CELL, kind=TargetKind.ABSOLUTE, value=0, due_on=TODAY)
    long = "woord " * 1333
    for work in (
        lambda: goals.note_effect(five.region, telling, REPORT, CELL, long),
        lambda: goals.set_target(five.region, replace(named, note=long)),
        lambda: goals.set_target(five.region, replace(named, baseline_source=long)),
        lambda: gaps.note_gap(five.region, telling, "Langedijk", long),
        lambda: gaps.note_gap(five.region, telling, long, "onbekend"),
        lambda: reporting.report_pdf(five.region, telling, readers=long),
    ):
        with pytest.raises(InvalidCase) as refused:
            work()
        assert "langer dan 160 tekens" in message_for(refused.value).text
    goals.set_target(five.region, replace(named, note=long[:160]))
    goals.note_effect(five.region, telling, REPORT, CELL, long[:160])
    gaps.note_gap(five.region, telling, long[:160], long[-160:])
    assert reporting.report_pdf(five.region, telling, Rhythm.QUARTER, readers=long[:160])
