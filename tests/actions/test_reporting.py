"""What a region makes readable of its exact sums."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from factories import make_case
from regions import TODAY, Region, keep_pupil, log_of
from thuisplan_desktop.actions import cases, gaps, receiving, releasing, reporting
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import ChangedSinceBefore, NoSuchTelling, NotSummedYet
from thuisplan_desktop.region.coverage import in_words
from thuisplan_desktop.store import region_books, telling_books

CELL = "verzuim_4_weken_tot_3_maanden"


@pytest.fixture
def summed(five: Region) -> Region:
    """Twelve children at five schools, six of them at home for more than three months."""
    for sender in (*five.senders, five.senders[0]):
        for first in (date(2026, 1, 12), date(2025, 9, 8)):
            cases.save_case(sender, make_case(first_absent_on=first))
    five.play(TODAY)
    return five


def test_nothing_before_the_sum(five: Region) -> None:
    """A telling without sums has no report, protected or exact."""
    five.open_telling(TODAY)
    telling = five.id_of(TODAY)
    before = log_of(five.region)
    for reading in (releasing.publish, reporting.report_pdf):
        with pytest.raises(NotSummedYet):
            reading(five.region, telling)
    with pytest.raises(NoSuchTelling):
        gaps.note_gap(five.region, b"weg", "Langedijk", "onbekend")
    assert log_of(five.region) == before


def test_a_number_of_many_schools_is_shown(summed: Region) -> None:
    """Six children at five schools is no small number; a zero is shown."""
    published = releasing.publish(summed.region, summed.id_of(TODAY))
    (table,) = published.tables
    assert (table.cells[CELL], table.cells["thuiszitters_totaal"], table.hidden) == (6, 12, set())
    assert table.cells["vrijstelling_5_totaal"] == 0
    assert (in_words(published.covered), published.gaps) == ("5 van 5", ())


def test_a_number_of_two_schools_is_hidden(five: Region) -> None:
    """Six children at one school are that school's own count: fewer than three contributors is small."""
    for _ in range(6):
        keep_pupil(five.senders[0], first_absent_on=date(2026, 1, 12))
    five.play(TODAY)
    (table,) = releasing.publish(five.region, five.id_of(TODAY)).tables
    assert table.cells[CELL] is Mark.HIDDEN


def again(region: Region, more: int) -> bytes:
    """A second telling of the same day in the region's books, with as many children more at home."""
    first = region.id_of(TODAY)
    with region.region.change() as connection:
        kept = telling_books.load_telling(connection, first)
        (one,) = region_books.load_combined(connection, kept.id)
        cells = {cell: count and count + more for cell, count in one.table.cells.items()}
        telling_books.save_telling(connection, replace(kept, id=b"2" * 32))
        region_books.save_combined(connection, b"2" * 32, (replace(one, table=replace(one.table, cells=cells)),))
        region.region.log(connection, "sums_checked")
    return b"2" * 32


def test_another_telling_of_the_same_day_is_bound_by_the_first(five: Region) -> None:
    """What readers have of a day holds for every telling of it: the same cells hidden, other numbers refused."""
    for _ in range(6):
        keep_pupil(five.senders[0], first_absent_on=date(2026, 1, 12))
    five.play(TODAY)
    first = releasing.publish(five.region, five.id_of(TODAY)).tables
    second = again(five, more=0)
    assert releasing.publish(five.region, second).tables[0].cells == first[0].cells
    with five.region.read() as connection:
        table = [one.table for one in region_books.load_combined(connection, second)]
        assert len(releasing._linked(connection, second, table)) == 1


def test_another_number_for_the_same_day_is_refused(summed: Region) -> None:
    """The difference of two publications of one day would be a small number."""
    releasing.publish(summed.region, summed.id_of(TODAY))
    second = again(summed, more=1)
    with pytest.raises(ChangedSinceBefore):
        releasing.publish(summed.region, second)


def test_gaps_are_printed_in_order(summed: Region) -> None:
    """A gap stands in every report; noting an area again replaces its reason."""
    telling = summed.id_of(TODAY)
    for area, reason in (("Langedijk", "onbekend"), ("Heiloo", "te laat"), ("Langedijk", "artikel 5 niet bekend")):
        gaps.note_gap(summed.region, telling, area, reason)
    said = ("Langedijk: artikel 5 niet bekend", "Heiloo: te laat")
    assert gaps.list_gaps(summed.region, telling) == said
    pdf = reporting.report_pdf(summed.region, telling)
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    assert all(gap in text for gap in said)
    assert log_of(summed.region)[-1] == "region_report"


def test_comparing_says_only_equal_or_not(summed: Region) -> None:
    """Every report and every cell must be the same; a total may be left out, a number may not."""
    telling = summed.id_of(TODAY)
    (combined,) = receiving.exact_sums(summed.region, telling)
    exact = dict(combined.table.cells)
    parts = {cell: value for cell, value in exact.items() if not cell.endswith("_totaal")}
    assert receiving.equals(summed.region, telling, {"nk-po-2017": exact})
    assert receiving.equals(summed.region, telling, {"nk-po-2017": parts})
    for wrong in (
        {**parts, CELL: 5}, {**parts, "langdurig_ziek": None if parts["langdurig_ziek"] is not None else 0},
        {cell: value for cell, value in parts.items() if cell != CELL}, {**parts, "verzonnen": 0},
    ):  # fmt: skip
        assert not receiving.equals(summed.region, telling, {"nk-po-2017": wrong})
    assert not receiving.equals(summed.region, telling, {})
    assert not receiving.equals(summed.region, telling, {"nk-po-2017": exact, "nk-vo-2017": {}})
