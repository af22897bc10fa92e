"""One sector in which too few besturen delivered holds up no other: of that sector there is no sum, and no trace."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from regions import CODE, SWV, TODAY, Clock, Maker, Region, agree, copy_of, keep_pupil, school, spoil
from thuisplan_desktop.actions import (
    agreeing,
    counting,
    dataset,
    goals,
    history,
    joining,
    keyholding,
    participants,
    receiving,
    releasing,
    reporting,
    telling_views,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import AlreadyAnswered, TooFewSenders
from thuisplan_desktop.exchange import sum_v2
from thuisplan_desktop.region.coverage import Coverage, in_words
from thuisplan_desktop.region.membership import NOT_SUMMED
from thuisplan_desktop.region.trends import LeftOut, without
from thuisplan_desktop.register.codes import Role, SchoolType, Sector
from thuisplan_desktop.store import telling_books

NEXT, THIRD = TODAY + timedelta(days=30), TODAY + timedelta(days=60)


@pytest.fixture(scope="module")
def agreed(register_templates, tmp_path_factory) -> Maker:
    """Five schools of PO and six of VO, each of its own bestuur."""
    made = Maker(register_templates, tmp_path_factory.mktemp("both"))
    places = [*map(school, range(5)), *(school(one, SchoolType.VO) for one in range(6))]
    agree(made, places, sectors=(Sector.PO, Sector.VO))
    made.close()
    return made


@pytest.fixture
def both(agreed: Maker, maker: Maker) -> Region:
    return copy_of(agreed, maker)


def deliver(region: Region, day: date, senders: Sequence[OpenRegister]) -> bytes:
    telling = region.open_telling(day)
    region.receive(day, [counting.seal_for_region(one, telling).value.data for one in senders])
    return region.id_of(day)


def sectors_of(region: Region, telling_id: bytes) -> list[Sector]:
    exact = receiving.exact_sums(region.region, telling_id)
    return [reporting.report(one.table.report).sector for one in exact]


def test_a_sector_that_is_short_holds_up_no_other(both: Region) -> None:
    """Five schools of PO and four of VO: PO is added up exactly, and of VO not one word leaves the key holder."""
    for _ in range(2):
        keep_pupil(both.senders[0], first_absent_on=date(2026, 1, 12))
    telling_id = deliver(both, TODAY, both.senders[:9])
    (view,) = telling_views.list_tellingen(both.region)
    assert view.short == (Sector.VO,)
    request = receiving.request_sum(both.region, telling_id).value
    asked = keyholding.read_request(both.keyholder, request)
    assert asked.senders == 5, "the four are not passed on"
    assert (asked.short, [sector for sector, _ in asked.boards]) == ((Sector.VO,), [Sector.PO])
    answer = keyholding.answer(both.keyholder, request).value
    receiving.add_up(both.region, telling_id, answer)
    (combined,) = receiving.exact_sums(both.region, telling_id)
    assert reporting.report(combined.table.report).sector is Sector.PO
    assert combined.table.cells["thuiszitters_totaal"] == 2
    assert words_in(both, telling_id, answer) == 3 * len(combined.table.cells)
    assert telling_views.list_tellingen(both.region)[0].short == (Sector.VO,)


def test_who_is_in_a_short_sector_alone_spoils_no_sum(both: Region) -> None:
    """A school of VO seals a million everywhere; its file is never opened by the key holder."""
    telling = both.open_telling(TODAY)
    honest = [counting.seal_for_region(one, telling).value.data for one in both.senders[:8]]
    both.receive(TODAY, [*honest, spoil(both.senders[8], telling)])
    assert both.sum_up(TODAY) == 5
    (view,) = telling_views.list_tellingen(both.region)
    assert (view.answered, len(view.delivered)) == (True, 9)


def words_in(region: Region, telling_id: bytes, answer: bytes) -> int:
    with region.region.read() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        member, telling, _ = receiving._open_telling(connection, kept.id)
        files = receiving.region_books.load_latest(connection, telling_id)
        files = receiving.summable_files(telling, member.profile, files)
    hashes = [sum_v2.sum_v1.counts_v1.read_forwarded(one.envelope_b).hash for one in files]
    return len(sum_v2.decode_answer(answer, telling, member.profile, member.identity, hashes).share) // 8


def test_readers_are_told_that_a_sector_is_missing(both: Region) -> None:
    """On paper, in the spreadsheet and in the dataset: no VO, and why."""
    telling_id = deliver(both, TODAY, both.senders[:9])
    both.sum_up(TODAY)
    published = releasing.publish(both.region, telling_id)
    assert published.gaps == ("VO: te weinig besturen leverden, dus niet opgeteld",)
    assert len(published.tables) == 1
    assert published.covered == (Coverage(Sector.PO, 5, 5),)
    assert reporting.report_pdf(both.region, telling_id).startswith(b"%PDF")
    assert b"vo" not in reporting.report_csv(both.region, telling_id).lower().split()
    assert len(dataset.dataset(both.region)) == 1
    missing = (LeftOut(TODAY, "vo"),)
    assert dataset.left_out(both.region) == goals.list_goals(both.region).left_out == missing
    assert without(missing) == "Zonder VO in de telling van 24 maart 2026: dat is niet te lezen."


def test_the_sector_that_was_short_can_not_be_asked_for_later(both: Region) -> None:
    """The others come after the sum: one sum of a day, ever, in every sector."""
    telling = both.open_telling(TODAY)
    files = [counting.seal_for_region(one, telling).value.data for one in both.senders]
    both.receive(TODAY, files[:9])
    telling_id = both.id_of(TODAY)
    first = receiving.request_sum(both.region, telling_id).value
    keyholding.answer(both.keyholder, first)
    assert not both.receive(TODAY, files[9:])[0].accepted
    with pytest.raises(AlreadyAnswered):
        keyholding.cosign(both.keyholder, receiving.propose_telling(both.region, TODAY - timedelta(days=1)).value)


def test_what_was_short_once_costs_the_next_tellingen_nothing(both: Region, clock: Clock) -> None:
    """Everybody, then four of VO, then everybody: the third is answered in full in both sectors, and printed."""
    deliver(both, TODAY, both.senders)
    both.sum_up(TODAY)
    clock.go_to(NEXT)
    deliver(both, NEXT, both.senders[:9])
    both.sum_up(NEXT)
    clock.go_to(THIRD)
    third = deliver(both, THIRD, both.senders)
    both.sum_up(THIRD)
    assert sectors_of(both, third) == [Sector.PO, Sector.VO]
    view = next(one for one in telling_views.list_tellingen(both.region) if one.id == third)
    assert (view.totals_only, view.short) == (frozenset(), ())
    assert len(releasing.publish(both.region, third).tables) == 2


def test_a_first_telling_without_a_sector_does_not_count_as_one_of_it(both: Region, clock: Clock) -> None:
    """VO with four and then with six: the four were never summed, so what the two count is no difference."""
    deliver(both, TODAY, both.senders[:9])
    both.sum_up(TODAY)
    clock.go_to(NEXT)
    second = deliver(both, NEXT, both.senders)
    both.sum_up(NEXT)
    assert telling_views.list_tellingen(both.region)[0].totals_only == frozenset()
    assert sectors_of(both, second) == [Sector.PO, Sector.VO]


def test_both_remember_of_whom_only_one_sector_was_summed(both: Region, maker: Maker) -> None:
    """The consulent counts for PO and VO while VO is short: later tellingen of VO are not held against a sum of it."""
    consulent = maker.make(Role.CONSULENT, SWV)
    joining.pin_profile(consulent, participants.profile_file(both.region))
    for party in (both.region, both.keyholder):
        agreeing.enrol(party, joining.enrolment_file(consulent, CODE).value.data)
    deliver(both, TODAY, [*both.senders[:9], consulent])
    assert both.sum_up(TODAY) == 6
    for register, known in ((both.region, history.answered_here), (both.keyholder, history.given_here)):
        with register.read() as connection:
            (earlier,) = known(connection, agreeing.own_membership(connection))
        assert sorted(sorted(one.sectors) for one in earlier.members) == [[NOT_SUMMED, "po"], *[["po"]] * 5]


def test_a_report_heads_what_its_figures_cover(both: Region, clock: Clock) -> None:
    """One of VO stayed away, so readers get PO alone: five of five, not ten of eleven."""
    first = deliver(both, TODAY, both.senders)
    both.sum_up(TODAY)
    assert in_words(releasing.publish(both.region, first).covered) == "PO 5 van 5, VO 6 van 6"
    clock.go_to(NEXT)
    second = deliver(both, NEXT, both.senders[:10])
    assert both.sum_up(NEXT) == 10
    exact = receiving.exact_sums(both.region, second)
    assert [(one.delivered, one.enrolled) for one in exact] == [(5, 5), (5, 6)]
    published = releasing.publish(both.region, second)
    assert published.covered == (Coverage(Sector.PO, 5, 5),)
    (held,) = published.gaps
    assert held.startswith("VO: niet te lezen, want naast een eerdere telling")


def test_where_every_sector_is_short_nothing_is_closed_and_nothing_answered(both: Region) -> None:
    telling_id = deliver(both, TODAY, [*both.senders[:4], *both.senders[7:]])
    with pytest.raises(TooFewSenders):
        receiving.request_sum(both.region, telling_id)
    assert telling_views.list_tellingen(both.region)[0].closed_on is None
