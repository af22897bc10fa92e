"""Shares: exact together, random alone; and what the key holder refuses."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from region.telling_factory import ON, make_profile, make_roster, make_telling, plain_layout, sender
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import MAX_COUNT, CountTable
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyReceived,
    DefinitionsDiffer,
    OtherTelling,
    ProfileRefused,
    TooFewSenders,
    UnknownSender,
)
from thuisplan_desktop.region.shares import (
    MODULUS,
    Answered,
    Share,
    add,
    check_roster,
    check_tables,
    from_bytes,
    may_answer,
    split,
    to_bytes,
    to_vector,
    vector_length,
)
from thuisplan_desktop.region.telling import RosterLine

words = st.lists(st.integers(0, MODULUS - 1), max_size=12)
PO = report("nk-po-2017")


def po_table(**changes):
    cells = dict.fromkeys(PO.cells, 2)
    return replace(CountTable("nk-po-2017", 1, "noord-kennemerland-2017", "1", ON, cells, PO.totals), **changes)


@given(words)
def test_shares_add_up_to_the_vector(vector: list[int]) -> None:
    """Whatever the vector, its two shares modulo 2**64 are it."""
    assert add(split(vector)).words == tuple(vector)


@given(words)
def test_bytes_and_back(vector: list[int]) -> None:
    """8 bytes a word, little-endian, one length per profile."""
    layouts = [plain_layout(len(vector))]
    share = Share(tuple(vector) * 3)
    assert len(to_bytes(share)) == 8 * vector_length(layouts)
    assert from_bytes(to_bytes(share), layouts) == share
    assert to_bytes(Share((1, 256))) == bytes([1, *[0] * 7, 0, 1, *[0] * 6])


@given(st.binary(max_size=100))
def test_bytes_of_another_length_are_refused(data: bytes) -> None:
    """Any bytes give a share of the profile's length or a reason."""
    layouts = [plain_layout(2)]
    if len(data) == 48:
        assert len(from_bytes(data, layouts).words) == 6
    else:
        with pytest.raises(OtherTelling):
            from_bytes(data, layouts)


def test_thousand_regions() -> None:
    """Split, sum and combine equal the plain sum, not registered cells included, for 1,000 random regions."""
    for _ in range(1000):
        cells = random.randint(1, 4)
        layout = plain_layout(cells)
        tables = [
            {name: random.choice([None, 0, 1, 2, 3, random.randint(0, MAX_COUNT)]) for name in layout.cells}
            for _ in range(random.randint(1, 8))
        ]
        split_up = [split(to_vector({"plain": _plain(table)}, [layout])) for table in tables]
        total = add([add(a for a, _ in split_up), add(b for _, b in split_up)]).words
        for number, name in enumerate(layout.cells):
            known = [table[name] for table in tables if table[name] is not None]
            expected = (sum(known), len(known), sum(value > 0 for value in known))
            assert total[3 * number : 3 * number + 3] == expected


def _plain(cells):
    return CountTable("plain", 1, "x", "1", ON, cells)


def test_one_share_alone_is_uniform() -> None:
    """Over 100,000 shares of one and the same number, each byte of either share takes all its values evenly.

    Chi-square with 255 degrees of freedom exceeds 425 by chance about once in 10**10 times; 16 are computed.
    """
    number, runs = 7, 100_000
    for share in split([number] * runs):
        data = to_bytes(share)
        for place in range(8):
            counts = Counter(data[place::8])
            expected = runs / 256
            assert sum((counts[byte] - expected) ** 2 / expected for byte in range(256)) < 425


def test_sealing_twice_gives_other_shares() -> None:
    """Fresh randomness at every sealing: two files of the same counts share nothing."""
    first, second = split([3] * 20), split([3] * 20)
    assert not set(first[0].words) & set(second[0].words)
    assert not set(first[1].words) & set(second[1].words)


def test_a_share_is_silent() -> None:
    assert "12345" not in repr(Share((12345,)))


def test_shares_of_other_lengths_do_not_add() -> None:
    with pytest.raises(OtherTelling):
        add([Share((1, 2)), Share((1,))])


def test_a_cell_is_three_words() -> None:
    """Count, registers, contributes: 4 is (4, 1, 1), zero (0, 1, 0), not registered (0, 0, 0)."""
    layout = plain_layout(3)
    assert to_vector({"plain": _plain({"c0": 4, "c1": 0, "c2": None})}, [layout]) == (4, 1, 1, 0, 1, 0, 0, 0, 0)


def test_another_sectors_report_is_not_registered() -> None:
    """A PO school sends a vector as long as everybody's, with nothing in the VO part."""
    profile = make_profile()
    vector = to_vector({"nk-po-2017": po_table()}, profile.layouts)
    assert len(vector) == vector_length(profile.layouts)
    assert set(vector[3 * len(PO.cells) :]) == {0}


@pytest.mark.parametrize("table", [po_table(report_version=2), po_table(cells={"a": 1}), po_table(report="nk-vo-2017")])
def test_a_table_of_another_report_is_refused(table: CountTable) -> None:
    with pytest.raises(DefinitionsDiffer):
        to_vector({"nk-po-2017": table}, make_profile().layouts)


@pytest.mark.parametrize("value", [-1, MAX_COUNT + 1])
def test_a_count_out_of_range_is_an_error(value: int) -> None:
    with pytest.raises(ValueError, match="range"):
        to_vector({"plain": _plain({"c0": value})}, [plain_layout(1)])


def test_tables_must_be_of_this_telling() -> None:
    """Another peildatum is another telling; other definitions don't add."""
    telling, profile = make_telling(make_roster(5)), make_profile()
    check_tables({"nk-po-2017": po_table()}, telling, profile)
    with pytest.raises(OtherTelling):
        check_tables({"nk-po-2017": po_table(peildatum=date(2017, 4, 1))}, telling, profile)
    for other in (po_table(definitions="landelijk"), po_table(definitions_version="2")):
        with pytest.raises(DefinitionsDiffer):
            check_tables({"nk-po-2017": other}, telling, profile)


def test_enough_besturen_in_each_sector() -> None:
    """Five in PO and five in VO may be counted; five and four may not."""
    check_roster(make_telling(make_roster(5, 5)), make_profile())
    with pytest.raises(TooFewSenders) as error:
        check_roster(make_telling(make_roster(9, 4)), make_profile())
    assert error.value.facts == {"found": 4, "needed": 5}


def test_one_bestuur_with_many_schools_is_one() -> None:
    """Ten schools of two besturen are too few: a bestuur can subtract its own."""
    roster = tuple(RosterLine(sender(number), number % 2, frozenset({"po"})) for number in range(10))
    with pytest.raises(TooFewSenders):
        check_roster(make_telling(roster), make_profile("nk-po-2017"))


def test_the_floor_is_built_in() -> None:
    """A profile may ask for more than five senders, never for fewer."""
    with pytest.raises(ProfileRefused):
        check_roster(make_telling(make_roster(9)), make_profile("nk-po-2017", min_senders=4))
    with pytest.raises(TooFewSenders):
        check_roster(make_telling(make_roster(7)), make_profile("nk-po-2017", min_senders=8))


def test_a_key_twice_in_the_roster() -> None:
    """One sender on two lines would count as two besturen."""
    roster = (*make_roster(5), RosterLine(sender(0), 77, frozenset({"po"})))
    with pytest.raises(UnknownSender):
        check_roster(make_telling(roster), make_profile("nk-po-2017"))


SENDERS = [sender(number) for number in range(6)]
PO_ONLY = make_profile("nk-po-2017")
SIX = make_telling(make_roster(6))


def test_an_answer_is_remembered() -> None:
    """What the key holder keeps: region, peildatum, telling."""
    assert may_answer(SIX, PO_ONLY, SENDERS) == Answered("noord-kennemerland", ON, b"t" * 32)


def test_too_few_delivered() -> None:
    """A large roster does not help when four delivered: their sum is nearly their counts."""
    with pytest.raises(TooFewSenders) as error:
        may_answer(SIX, PO_ONLY, SENDERS[:4])
    assert error.value.facts == {"found": 4, "needed": 5}


def test_strangers_and_doubles_are_refused() -> None:
    """Only senders of the frozen roster, each once."""
    with pytest.raises(UnknownSender):
        may_answer(SIX, PO_ONLY, [*SENDERS, sender(99)])
    with pytest.raises(AlreadyReceived):
        may_answer(SIX, PO_ONLY, [*SENDERS, SENDERS[0]])


@pytest.mark.parametrize("days", [0, 1, 21, -21])
def test_one_answer_ever(days: int) -> None:
    """A neighbouring peildatum, another telling id, a new profile: still the same region, so no second answer."""
    earlier = Answered("noord-kennemerland", ON + timedelta(days=days), b"another")
    with pytest.raises(AlreadyAnswered):
        may_answer(SIX, replace(PO_ONLY, version=2), SENDERS, [earlier])


@pytest.mark.parametrize("days", [22, -22, 90])
def test_the_next_telling_may_be_answered(days: int) -> None:
    """Three weeks and a day further, or another region."""
    earlier = Answered("noord-kennemerland", ON + timedelta(days=days), b"another")
    other_region = Answered("elders", ON, b"another")
    assert may_answer(SIX, PO_ONLY, SENDERS, [earlier, other_region]).telling == SIX.id
