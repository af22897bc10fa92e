"""The small-count rule on corner cases and random tables, judged by an attacker who tries every table."""

import json
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counts.attacker import Page, Sum, high_enough, promise_kept, ranges
from thuisplan_desktop.counts.additive import AdditiveTable, Published, UnknownBefore
from thuisplan_desktop.counts.audit import audit, could_be_zero
from thuisplan_desktop.counts.master import Master
from thuisplan_desktop.counts.proving import Protection, document, fingerprint, protect_cells
from thuisplan_desktop.counts.solver import OutOfTime
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect, ChangedSinceBefore

# name: cells, totals, which cells must be hidden, how many besides the small ones
CORNERS = {
    "1 and 4: their total of 5 would give each a ceiling of 4": (
        {"a": 1, "b": 4, "t": 5}, [("t", "ab")], {"a", "b", "t"}, 1),
    "2 and 3: the same": ({"a": 2, "b": 3, "t": 5}, [("t", "ab")], {"a", "b", "t"}, 1),
    "1, 1 and 3: three small ones can still be too few": (
        {"a": 1, "b": 1, "c": 3, "t": 5}, [("t", "abc")], {"a", "b", "c", "t"}, 1),
    "a grand total below the threshold is small itself": (
        {"a": 1, "b": 3, "t": 4}, [("t", "ab")], {"a", "b", "t"}, 0),
    "nested totals below the threshold": (
        {"a": 1, "b": 1, "s": 2, "c": 2, "t": 4}, [("s", "ab"), ("t", "sc")], {"a", "b", "s", "c", "t"}, 0),
    "one cell alone": ({"a": 3}, [], {"a"}, 0),
    "one large cell alone": ({"a": 5}, [], set(), 0),
    "a total of one part": ({"a": 3, "t": 3}, [("t", "a")], {"a", "t"}, 0),
    "nothing but zeros": ({"a": 0, "b": 0, "t": 0}, [("t", "ab")], set(), 0),
    "the PO table of 2017: the 1, the 3, and the 8 rather than the total": (
        {"a": 1, "b": 3, "c": 8, "t": 12}, [("t", "abc")], {"a", "b", "c"}, 1),
    "one small cell needs a second one": ({"a": 1, "b": 30, "c": 0, "t": 31}, [("t", "abc")], {"a", "b"}, 1),
    "everybody in one column: the zero is hidden too": ({"a": 8, "b": 0, "t": 8}, [("t", "ab")], {"a", "b"}, 2),
    "a child alone in its row": ({"a": 1, "b": 0, "t": 1}, [("t", "ab")], {"a", "b", "t"}, 1),
}  # fmt: skip


def totals_of(pairs: list[tuple[str, str]]) -> tuple[Total, ...]:
    return tuple(Total(total, tuple(parts)) for total, parts in pairs)


def sums_of(table: AdditiveTable) -> list[Sum]:
    return [Sum(total.total, total.parts, total.remainder) for total in table.totals]


def kept(table: AdditiveTable, done: Protection) -> bool:
    truth = {cell: value for cell, value in table.cells.items() if value is not None}
    hidden = done.published.hidden
    ceiling = high_enough(truth, hidden, sums_of(table))
    return promise_kept(truth, sums_of(table), hidden, done.published.may_be_zero, ceiling=ceiling, most=table.maximum)


@pytest.mark.parametrize("name", CORNERS)
def test_corner_case(name: str) -> None:
    """Each corner case hides exactly what it must, and the attacker agrees."""
    cells, totals, hidden, extra = CORNERS[name]
    table = AdditiveTable(cells, totals_of(totals))
    done = protect_cells(table)
    assert done.published.hidden == hidden
    assert (done.hidden_extra, done.lower_bound_extra, done.proved) == (extra, extra, True)
    assert kept(table, done)


def test_golden_bounds() -> None:
    """Of the PO table a reader knows of each hidden cell that it is 0 to 12: all may be in one line."""
    table = AdditiveTable({"a": 1, "b": 3, "c": 8, "t": 12}, totals_of([("t", "abc")]))
    assert dict(protect_cells(table).certificate.bounds) == {"a": (0, 12), "b": (0, 12), "c": (0, 12)}


def test_hiding_only_the_small_cells_is_not_enough() -> None:
    """The audit shows what a naive '<5' gives away: 1 + 3 = 4, so neither can be 5."""
    naive = Published(5, {"c": 8, "t": 12}, frozenset("ab"), totals_of([("t", "abc")]))
    assert audit([naive]) == {"a": (1, 3), "b": (1, 3)}


def test_structural_zeros_are_exempt() -> None:
    """A zero that can't be anything else discloses nothing, and is never hidden."""
    table = AdditiveTable({"a": 8, "b": 0, "t": 8}, totals_of([("t", "ab")]), structural_zero=frozenset("b"))
    assert protect_cells(table).published.hidden == frozenset()


def test_remainder_of_a_waarvan_line_is_protected() -> None:
    """8 of whom 6: the difference of 2 is a count of children, so the 6 is hidden."""
    done = protect_cells(AdditiveTable({"t": 8, "a": 6}, (Total("t", ("a",), remainder=True),)))
    assert done.published.hidden == {"a"}
    assert dict(done.certificate.bounds) == {"a": (1, 8)}


def test_large_remainder_hides_nothing() -> None:
    """12 of whom 6 leaves 6: nothing is small."""
    assert not protect_cells(AdditiveTable({"t": 12, "a": 6}, (Total("t", ("a",), True),))).published.hidden


def test_whole_group_in_a_waarvan_line() -> None:
    """8 of whom 8 says of every child that it is in the line."""
    assert protect_cells(AdditiveTable({"t": 8, "a": 8}, (Total("t", ("a",), True),))).published.hidden == {"a"}


def test_small_waarvan_line_is_hidden_alone() -> None:
    """Its remainder is not listed, so nothing gives it away."""
    table = AdditiveTable({"t": 20, "a": 2}, (Total("t", ("a",), True),))
    done = protect_cells(table)
    assert done.published.hidden == {"a"}
    assert dict(done.certificate.bounds) == {"a": (1, 20)}


def test_a_helper_is_nobodys_count() -> None:
    """What only stands for a difference to reason with may be small and known; a cell of the same size may not."""
    table = AdditiveTable({"a": 10, "b": 12, "r": 2}, (Total("b", ("a", "r")),), auxiliary=frozenset("r"))
    assert protect_cells(replace(table, helpers=frozenset("r"))).published.hidden == frozenset()
    assert protect_cells(table).published.hidden


def test_known_maximum_is_used_by_the_reader() -> None:
    """With at most 6 in it the small cell still hides behind a sibling, and the bounds say so."""
    table = AdditiveTable({"a": 2, "b": 9, "c": 20, "t": 31}, totals_of([("t", "abc")]), maximum={"a": 6})
    done = protect_cells(table)
    assert "a" in done.published.hidden
    assert done.certificate.bounds["a"] == (1, 6)


MERGED = AdditiveTable({"a": 2, "b": 9, "c": 20, "t": 31}, totals_of([("t", "abc")]), maximum={"a": 4})


def test_maximum_below_the_threshold_is_merged() -> None:
    """A cell that can't be 5 is not hidden but joined with the next; what its maximum tells stays in the release."""
    published = protect_cells(MERGED).published
    assert dict(published.cells) == {"a+b": 11, "c": 20, "t": 31}
    assert published.totals == (Total("t", ("c", "a+b")), Total("a+b", ("a", "b")))
    assert published.unlisted == {"a", "b"}
    assert dict(published.maximum) == {"a": 4}


@pytest.mark.parametrize(("a", "b", "c"), list(product(range(2), (0, 1, 4, 6, 30), (0, 2, 6, 20))))
def test_merging_tells_nothing(a: int, b: int, c: int) -> None:
    """The same cells stand on the page whatever they hold: a zero, the smallest or the largest sibling."""
    page = protect_cells(AdditiveTable({"a": a, "b": b, "c": c, "t": a + b + c}, MERGED.totals, maximum={"a": 1}))
    assert page.published.cells.keys() | page.published.hidden == {"a+b", "c", "t"}
    found = audit([replace(page.published, hidden=page.published.hidden | page.published.unlisted,
                           may_be_zero=page.published.may_be_zero | page.published.unlisted)])  # fmt: skip
    assert found["a"] == (0, 1) or (a == 0 and found["a"] == (0, 0))
    low, high = found["b"]
    assert not 0 < b < 5 or (low <= 1 and (high is None or high >= 5)), "joined is still a small count"


def test_a_joined_name_is_never_too_long_for_a_file() -> None:
    """A file of tables takes names of 500 characters; the sum that comes along names what was joined."""
    a, b = "a" * 300, "b" * 300
    table = AdditiveTable({a: 2, b: 9, "c": 20, "t": 31}, (Total("t", (a, b, "c")),), maximum={a: 4})
    published = protect_cells(table).published
    joined = next(total for total in published.totals if set(total.parts) == {a, b}).total
    assert len(joined) <= 500
    assert joined in published.cells.keys() | published.hidden


def test_merged_cell_keeps_maximum_and_contributors() -> None:
    """Two cells with low maxima become one with their sum; it is small while both together have few contributors."""
    table = AdditiveTable(
        {"a": 2, "b": 4, "c": 20, "d": 9, "t": 35},
        totals_of([("t", "abcd")]),
        maximum={"a": 4, "b": 4},
        contributors={"a": 2, "b": 2, "c": 9},
    )
    published = protect_cells(table).published
    assert dict(published.maximum) == {"a": 4, "b": 4, "a+b": 8}
    assert "a+b" in published.hidden


def test_a_merged_name_is_nobody_elses() -> None:
    """A cell that happens to have the joined name keeps it."""
    table = AdditiveTable({"a": 2, "b": 9, "a+b": 20, "t": 31}, (Total("t", ("a", "b", "a+b")),), maximum={"a": 4})
    assert dict(protect_cells(table).published.cells) == {"a+b": 20, "a+b+": 11, "t": 31}


def test_what_can_only_be_zero_needs_no_merging() -> None:
    """A structural zero and a maximum of nothing tell nobody anything."""
    table = AdditiveTable({"a": 0, "b": 9, "c": 7, "t": 16}, totals_of([("t", "abc")]), maximum={"a": 0})
    assert protect_cells(table).published.cells == table.cells
    structural = replace(table, maximum={"a": 4}, structural_zero=frozenset("a"))
    assert protect_cells(structural).published.cells == table.cells


@pytest.mark.parametrize(
    "table",
    [
        AdditiveTable({"a": 2}, maximum={"a": 4}),
        AdditiveTable({"a": 1, "b": 2, "t": 3}, (Total("t", ("a", "b")),), maximum={"t": 4}),
        AdditiveTable({"a": 2, "t": 9}, (Total("t", ("a",), True),), maximum={"a": 3}),
        AdditiveTable({"a": 2, "b": None, "t": 2}, (Total("t", ("a", "b")),), maximum={"a": 3}),
        AdditiveTable({"a": 2, "s": 7, "b": 7, "t": 9}, (Total("t", ("a", "s")), Total("s", ("b",))), maximum={"a": 3}),
        AdditiveTable({"a": 3, "b": 2, "t": 5}, (Total("t", ("a", "b")),), maximum={"t": 5}),
    ],
)
def test_what_cannot_be_protected_is_refused(table: AdditiveTable) -> None:
    """No sibling to merge with, or no choice that keeps the promise: no table at all."""
    with pytest.raises(CannotProtect):
        protect_cells(table)


def test_few_contributors_make_a_cell_small() -> None:
    """A count of 30 by two senders is small: each of them knows the other's part."""
    table = AdditiveTable(
        {"a": 30, "b": 40, "c": 50, "t": 120}, totals_of([("t", "abc")]), contributors={"a": 2, "b": 3}
    )
    done = protect_cells(table)
    assert "a" in done.published.hidden
    assert done.hidden_small == 1
    low, high = done.certificate.bounds["a"]
    assert low == 1
    assert high is None or high >= 30


def test_auxiliary_cells_are_not_published_and_not_derivable() -> None:
    """A cell that is never published is protected from being computed."""
    table = AdditiveTable({"a": 9, "b": 2, "t": 11}, totals_of([("t", "ab")]), auxiliary=frozenset("b"))
    published = protect_cells(table).published
    assert "b" not in published.cells
    assert "b" not in published.hidden
    assert published.hidden & {"a", "t"}


def test_not_registered_is_a_state_of_its_own() -> None:
    """None stays None, takes no part in a sum, and hides nothing."""
    table = AdditiveTable({"a": 7, "b": 9, "c": None, "t": 16, "u": None}, totals_of([("t", "abc"), ("u", "c")]))
    done = protect_cells(table)
    assert done.published.cells == table.cells


def test_earlier_release_stays_in_the_readers_hands() -> None:
    """Hiding a cell that was shown before hides nothing: the new release is refused."""
    before = Published(5, {"c": 8, "t": 12}, frozenset("ab"), totals_of([("t", "abc")]))
    table = AdditiveTable({"a": 1, "b": 3, "c": 8, "t": 12}, totals_of([("t", "abc")]), published_before=(before,))
    with pytest.raises(CannotProtect):
        protect_cells(table)


def test_same_release_twice_is_possible() -> None:
    """What was safe once is safe again."""
    table = AdditiveTable({"a": 1, "b": 3, "c": 8, "t": 12}, totals_of([("t", "abc")]))
    first = protect_cells(table)
    again = protect_cells(replace(table, published_before=(first.published,)))
    assert again.published.hidden == first.published.hidden
    assert again.certificate.bounds == first.certificate.bounds


def test_an_earlier_release_with_other_numbers_is_refused() -> None:
    """Another number for the same cell is another count: it can't be judged as the same."""
    before = Published(5, {"t": 13}, frozenset("a"), totals_of([("t", "a")]))
    with pytest.raises(CannotProtect):
        protect_cells(AdditiveTable({"a": 12, "t": 12}, totals_of([("t", "a")]), published_before=(before,)))


def test_an_earlier_release_with_unknown_cells_is_an_error() -> None:
    """Without its true value a cell that was hidden before can't be protected now."""
    before = Published(5, {"t": 12}, frozenset("z"))
    with pytest.raises(UnknownBefore):
        protect_cells(AdditiveTable({"t": 12}, published_before=(before,)))


def test_an_earlier_sum_over_unknown_cells_is_an_error() -> None:
    """A sum of then over a cell that nobody counts now says nothing that can be checked."""
    before = Published(5, {}, frozenset("a"), totals_of([("z", "a")]))
    table = AdditiveTable({"a": 8, "b": 12, "t": 20}, totals_of([("t", "ab")]))
    with pytest.raises(UnknownBefore):
        protect_cells(replace(table, published_before=(before,)))
    registered = replace(before, cells={"z": None})
    assert "a" in protect_cells(replace(table, published_before=(registered,))).published.hidden


@pytest.mark.parametrize("now", [None, 0])
def test_a_cell_that_was_hidden_and_is_nothing_now_has_changed(now: int | None) -> None:
    """Hidden was at least 1; not registered, or zero, is another count."""
    before = Published(5, {"t": 20}, frozenset("ab"), totals_of([("t", "ab")]))
    table = AdditiveTable({"a": now, "b": 20, "t": 20}, totals_of([("t", "ab")]), published_before=(before,))
    with pytest.raises(ChangedSinceBefore):
        protect_cells(table)


@pytest.mark.parametrize(
    "table",
    [
        AdditiveTable({"a": 6, "b": 7, "t": 12}, (Total("t", ("a", "b")),)),
        AdditiveTable({"a": 6, "t": 5}, (Total("t", ("a",), True),)),
        AdditiveTable({"a": -1}),
        AdditiveTable({"a": 6}, threshold=4),
        AdditiveTable({"a": 6}, maximum={"a": 5}),
        AdditiveTable({"a": 6}, structural_zero=frozenset("a")),
    ],
)
def test_impossible_tables_are_errors(table: AdditiveTable) -> None:
    """Parts that don't add up, a negative count, a lowered threshold."""
    with pytest.raises(ValueError, match=r"total|zero|threshold|maximum"):
        protect_cells(table)


ODD = {"x": 9, "z": 9, "y": 2, "t": 20, "w": 30, "u": 50}
ODD_TOTALS = totals_of([("x", "z"), ("t", "xzy"), ("u", "tw")])


def test_broken_numbers_are_not_a_proof() -> None:
    """Twice the same number under 20 leaves an even rest: it can't be 1, though a half would allow it."""
    done = protect_cells(AdditiveTable(ODD, ODD_TOTALS))
    assert done.published.hidden == {"y", "t", "w"}
    assert done.proved


def test_no_choice_in_whole_numbers_is_no_choice() -> None:
    """When only broken numbers keep the promise, there is no table."""
    before = Published(5, {"t": 20}, frozenset("y"))
    with pytest.raises(CannotProtect):
        protect_cells(AdditiveTable(ODD, ODD_TOTALS, published_before=(before,)))


def test_three_dimensions() -> None:
    """Linked in three directions, and still protected: every small cell can be 1 and can be 5."""
    sides = list(product("ab", "cd", "ef"))
    numbers = dict(zip(sides, (1, 12, 9, 3, 14, 7, 20, 8), strict=True))
    cells, totals = {}, []
    for key in product("abT", "cdT", "efT"):
        cells["".join(key)] = sum(
            count
            for side, count in numbers.items()
            if all(one in ("T", other) for one, other in zip(key, side, strict=True))
        )
        for place, letters in enumerate(("ab", "cd", "ef")):
            if key[place] == "T":
                parts = tuple("".join((*key[:place], letter, *key[place + 1 :])) for letter in letters)
                totals.append(Total("".join(key), parts))
    done = protect_cells(AdditiveTable(cells, tuple(totals)))
    assert done.proved
    for cell in ("ace", "adf"):
        low, high = done.certificate.bounds[cell]
        assert low <= 1
        assert high is None or high >= 5


def test_higher_threshold_hides_more() -> None:
    """With 10 as the smallest number, 8 is small."""
    table = AdditiveTable({"a": 8, "b": 30, "c": 40, "t": 78}, totals_of([("t", "abc")]), threshold=10)
    assert "a" in protect_cells(table).published.hidden


def test_time_out_after_a_safe_choice_gives_that_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was audited; only that nothing smaller exists was not proven, and the result says so."""

    def late(_master: Master) -> None:
        raise OutOfTime

    monkeypatch.setattr(Master, "tighten", late)
    table = AdditiveTable({"a": 1, "b": 30, "c": 8, "t": 39}, totals_of([("t", "abc")]))
    done = protect_cells(table)
    assert kept(table, done)
    assert (done.lower_bound_extra, done.proved) == (0, False)


def test_time_out_gives_no_table() -> None:
    """Without time there is no audit, and without audit no table."""
    with pytest.raises(CannotProtect):
        protect_cells(AdditiveTable({"a": 1, "b": 30, "t": 31}, totals_of([("t", "ab")])), seconds=0)


@st.composite
def small_tables(draw: st.DrawFn) -> AdditiveTable:
    """A row with a total, a waarvan line, two levels, or two by two with margins."""
    a, b, c, d = draw(st.permutations([draw(st.integers(0, 7)), *(draw(st.integers(0, 3)) for _ in range(3))]))
    kind = draw(st.sampled_from(["row", "waarvan", "levels", "square"]))
    if kind == "row":
        return AdditiveTable({"a": a, "b": b, "c": c, "t": a + b + c}, totals_of([("t", "abc")]))
    if kind == "waarvan":
        cells = {"a": a, "b": b, "t": a + b + c}
        return AdditiveTable(cells, (Total("t", ("a", "b"), remainder=True),))
    if kind == "levels":
        cells = {"a": a, "b": b, "s": a + b, "c": c, "t": a + b + c}
        return AdditiveTable(cells, totals_of([("s", "ab"), ("t", "sc")]))
    cells = {"a": a, "b": b, "c": c, "d": d, "r": a + b, "s": c + d, "v": a + c, "w": b + d, "t": a + b + c + d}
    return AdditiveTable(
        cells, totals_of([("r", "ab"), ("s", "cd"), ("v", "ac"), ("w", "bd"), ("t", "rs"), ("t", "vw")])
    )


@given(small_tables())
@settings(max_examples=30)
def test_attacker_finds_nothing(table: AdditiveTable) -> None:
    """Whatever the table, trying every table does not break the promise."""
    done = protect_cells(table)
    assert done.proved
    assert kept(table, done)


def test_which_zeros_are_named_tells_nothing() -> None:
    """Whatever true numbers lie under it, one page of shown numbers and marks names the same possible zeros."""
    named: dict[object, set[frozenset[str]]] = {}
    for a, b in product(range(11), repeat=2):
        page = protect_cells(AdditiveTable({"a": a, "b": b, "t": a + b}, totals_of([("t", "ab")]))).published
        named.setdefault((page.hidden, frozenset(page.cells.items())), set()).add(page.may_be_zero)
    assert {len(one) for one in named.values()} == {1}
    assert named[(frozenset("abt"), frozenset())] == {frozenset("ab")}


@given(small_tables())
@settings(max_examples=25)
def test_the_named_zeros_follow_from_the_page(table: AdditiveTable) -> None:
    """A reader finds them himself, so the list is no message of the maker."""
    page = protect_cells(table).published
    assert page.may_be_zero == could_be_zero(replace(page, may_be_zero=frozenset()))


@given(small_tables())
@settings(max_examples=20)
def test_bounds_are_exact(table: AdditiveTable) -> None:
    """The audit's lowest and highest are those the attacker finds; unbounded means he reaches his ceiling."""
    done = protect_cells(table)
    published = done.published
    shown = {cell: value for cell, value in published.cells.items() if value is not None}
    ceiling = high_enough(shown, frozenset(), sums_of(table))
    wanted = {cell: (lambda table, cell=cell: table[cell]) for cell in published.hidden}
    found = ranges(Page(shown, published.hidden, sums_of(table), published.may_be_zero), ceiling, wanted)
    for cell, values in found.items():
        low, high = done.certificate.bounds[cell]
        assert min(values) == low
        assert max(values) >= 5 if high is None else max(values) == high


@pytest.mark.parametrize(
    "values", [(1, 2, 9), (4, 4, 9), (1, 6, 0), (2, 0, 0), (3, 3, 3), (5, 0, 0), (1, 5, 9), (4, 1, 0)]
)
def test_no_smaller_choice_keeps_the_promise(values: tuple[int, int, int]) -> None:
    """Trying every smaller set of cells finds none that the attacker can't break."""
    a, b, c = values
    table = AdditiveTable({"a": a, "b": b, "s": a + b, "c": c, "t": a + b + c}, totals_of([("s", "ab"), ("t", "sc")]))
    done = protect_cells(table)
    truth = {cell: value or 0 for cell, value in table.cells.items()}
    small = frozenset(cell for cell, value in truth.items() if 0 < value < 5)
    others = sorted(set(truth) - small)
    for size in range(done.hidden_extra):
        for more in combinations(others, size):
            hidden = small | set(more)
            assert not promise_kept(
                truth, sums_of(table), hidden, hidden, ceiling=high_enough(truth, hidden, sums_of(table))
            )


def test_published_document_is_plain_and_complete() -> None:
    """What is hashed is plain JSON, without a hidden value, and the hash changes with it."""
    done = protect_cells(AdditiveTable({"a": 1, "b": 30, "c": 8, "t": 39}, totals_of([("t", "abc")])))
    plain = json.loads(json.dumps(document(done.published)))
    assert plain["cells"] == {"c": 8, "t": 39}
    assert plain["hidden"] == ["a", "b"]
    assert done.certificate.published_sha256 == fingerprint(done.published)
    assert fingerprint(replace(done.published, threshold=6)) != fingerprint(done.published)


def test_repr_of_tables_and_results_is_silent() -> None:
    """A log of any of these shows no true count and no number of small cells."""
    table = AdditiveTable({"a": 31337})
    assert "31337" not in repr(table)
    assert "hidden_small" not in repr(protect_cells(table))
