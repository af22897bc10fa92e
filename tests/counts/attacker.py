"""A reader who tries every table: written from decision 3 alone, and importing nothing of ours.

He knows what is published: shown cells, which cells are hidden, how cells add up. A hidden cell is at least 1, but for
those named as possible zeros. He counts upwards to a ceiling, which must lie well above what matters.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sum:
    """`whole` is the sum of `parts`, or with `rest` at least that."""

    whole: str
    parts: tuple[str, ...]
    rest: bool = False


@dataclass(frozen=True)
class Page:
    """What lies before the reader."""

    shown: Mapping[str, int]
    hidden: frozenset[str]
    sums: Sequence[Sum]
    may_be_zero: frozenset[str] = frozenset()
    most: Mapping[str, int] = field(default_factory=dict)


def tables(page: Page, ceiling: int) -> Iterator[dict[str, int]]:
    """Every table that agrees with the page, hidden cells up to the ceiling."""
    wholes = {total.whole for total in page.sums if not total.rest}
    free = sorted(cell for cell in page.hidden if cell not in wholes)
    table = dict(page.shown)

    def fill(position: int) -> Iterator[dict[str, int]]:
        if position == len(free):
            whole = dict(table)
            if _derive([total for total in page.sums if not total.rest], whole) and _holds(page, whole):
                yield whole
            return
        cell = free[position]
        highest = min(ceiling, page.most.get(cell, ceiling))
        for value in range(0 if cell in page.may_be_zero else 1, highest + 1):
            table[cell] = value
            if _possible(page, table):
                yield from fill(position + 1)
        del table[cell]

    return fill(0)


def _possible(page: Page, table: Mapping[str, int]) -> bool:
    """No shown whole is exceeded by the parts known so far, or missed by all of them."""
    for total in page.sums:
        if total.whole in page.shown:
            known = [table[part] for part in total.parts if part in table]
            over = sum(known) > page.shown[total.whole]
            missed = len(known) == len(total.parts) and not total.rest and sum(known) < page.shown[total.whole]
            if over or missed:
                return False
    return True


def _derive(sums: Sequence[Sum], table: dict[str, int]) -> bool:
    """Fill in hidden wholes from their parts, deepest first; False when two sums disagree."""
    waiting = list(sums)
    while waiting:
        ready = [total for total in waiting if all(part in table for part in total.parts)]
        if not ready:
            return False
        for total in ready:
            waiting.remove(total)
            value = sum(table[part] for part in total.parts)
            if table.setdefault(total.whole, value) != value:
                return False
    return True


def _holds(page: Page, table: Mapping[str, int]) -> bool:
    lows = all(table[cell] >= 1 for cell in page.hidden - page.may_be_zero)
    tops = all(table[cell] <= most for cell, most in page.most.items() if cell in table)
    rests = all(table[total.whole] >= sum(table[part] for part in total.parts) for total in page.sums)
    return lows and tops and rests


def high_enough(truth: Mapping[str, int], hidden: frozenset[str], sums: Sequence[Sum], threshold: int = 5) -> int:
    """A ceiling above every value that shown cells allow; an unlisted rest needs room for the threshold besides."""
    shown = [value for cell, value in truth.items() if cell not in hidden]
    spare = 2 * threshold if any(total.rest for total in sums) else 1
    return max([threshold + 1, *shown]) + spare


def ranges(page: Page, ceiling: int, wanted: Mapping[str, Callable[[Mapping[str, int]], int]]) -> dict[str, set[int]]:
    """For each wanted quantity, all values it takes over the tables."""
    found: dict[str, set[int]] = {name: set() for name in wanted}
    for table in tables(page, ceiling):
        for name, quantity in wanted.items():
            found[name].add(quantity(table))
    return found


def secrets_of(truth: Mapping[str, int], sums: Sequence[Sum], threshold: int) -> dict[str, Callable[..., int]]:
    """The small quantities of a table: small cells, and small unlisted remainders of 'waarvan' lines."""
    small: dict[str, Callable[..., int]] = {
        cell: (lambda table, cell=cell: table[cell]) for cell, value in truth.items() if 0 < value < threshold
    }
    for total in sums:
        rest = truth[total.whole] - sum(truth[part] for part in total.parts)
        if total.rest and 0 < rest < threshold:
            small[f"rest of {total.whole}"] = lambda table, total=total: (
                table[total.whole] - sum(table[part] for part in total.parts)
            )
    return small


def promise_kept(
    truth: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: frozenset[str],
    may_be_zero: frozenset[str],
    *,
    threshold: int = 5,
    ceiling: int,
    most: Mapping[str, int] | None = None,
) -> bool:
    """The promise of decision 3, for the strictest reader: only the true zeros among the hidden can be zero.

    A small total over hidden cells can't be 1 for that reader; for it the named possible zeros count.
    """
    shown = {cell: value for cell, value in truth.items() if cell not in hidden}
    zeros = frozenset(cell for cell in hidden if truth[cell] == 0)
    wanted = secrets_of(truth, sums, threshold)
    strict = ranges(Page(shown, hidden, sums, zeros, most or {}), ceiling, wanted)
    lenient = ranges(Page(shown, hidden, sums, may_be_zero | zeros, most or {}), ceiling, wanted)
    wholes = {total.whole for total in sums}
    high = all(max(values, default=0) >= threshold for values in strict.values())
    low = all(1 in (lenient[name] if name in wholes else values) for name, values in strict.items())
    return high and low and groups_kept(truth, sums, hidden, zeros, ceiling)


def groups_kept(
    truth: Mapping[str, int], sums: Sequence[Sum], hidden: frozenset[str], zeros: frozenset[str], ceiling: int
) -> bool:
    """No reader may know of a whole group that it is in one column."""
    shown = {cell: value for cell, value in truth.items() if cell not in hidden}
    spread = {}
    for number, total in enumerate(sums):
        filled = [part for part in total.parts if truth[part]]
        alone = len(filled) == 1 and truth[filled[0]] == truth[total.whole]
        if alone and len(total.parts) + total.rest > 1:
            spread[str(number)] = lambda table, total=total, column=filled[0]: table[total.whole] - table[column]
    found = ranges(Page(shown, hidden, sums, zeros), ceiling, spread)
    return all(max(values, default=0) >= 1 for values in found.values())
