"""`make bench-smallest`: of how many tables of up to 300 cells the smallest choice is proven, and in which time.

Tables of two, three and four dimensions, sparse and full; seconds are of the processor. Some ten minutes in all.
"""

import sys
import time
from collections.abc import Sequence

import promise
from tables import cube

from thuisplan_desktop.counts.audit import DEFAULT_SECONDS
from thuisplan_desktop.counts.proving import protect_cells

FLAT = (((8, 8), 200), ((12, 20), 900), ((16, 16), 600), ((5, 40), 1200), ((9, 29), 1500), ((16, 16), 3000))
CUBES = (
    ((4, 4, 4), 150), ((4, 4, 4), 400), ((5, 5, 5), 300), ((5, 5, 5), 900), ((3, 6, 8), 500), ((3, 6, 8), 1500),
    ((4, 5, 7), 600), ((4, 5, 7), 2000), ((5, 6, 6), 400), ((5, 6, 6), 2500), ((2, 9, 9), 700), ((2, 9, 9), 2500),
    ((3, 3, 14), 600), ((6, 6, 5), 600), ((5, 5, 6), 500), ((6, 6, 5), 4000),
)  # fmt: skip
FOUR = (
    ((2, 2, 3, 3), 100), ((2, 2, 3, 3), 400), ((2, 3, 3, 3), 300), ((2, 3, 3, 3), 800), ((2, 2, 4, 5), 500),
    ((2, 2, 4, 5), 1500), ((3, 3, 3, 3), 1500), ((3, 3, 3, 3), 600), ((3, 3, 3, 3), 300),
)  # fmt: skip
"""How many values each dimension has, and how many children are drawn over them."""


def gap(sizes: Sequence[int], children: int, seed: int) -> int:
    """Between what is hidden and what is proven to be needed; prints both."""
    table = cube(sizes, children, seed)
    begin = time.thread_time()
    done = protect_cells(table, DEFAULT_SECONDS)
    name = f"{' x '.join(map(str, sizes))}, {children} children, {len(table.cells)} cells"
    print(f"  {name}: {done.hidden_small} small, {done.hidden_extra} extra, at least {done.lower_bound_extra}, "
          f"{time.thread_time() - begin:.1f} s", flush=True)  # fmt: skip
    return done.hidden_extra - done.lower_bound_extra


def main() -> int:
    promises = promise.Promises()
    for family in (FLAT, CUBES, FOUR):
        for seed, (sizes, children) in enumerate(family, 1):
            promises.at_most("the smallest choice, gap", gap(sizes, children, seed), 0, "cells")
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
