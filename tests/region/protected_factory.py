"""Invented schools that protect their own tables: what they counted, and what they let out of it."""

import random
from collections.abc import Mapping
from types import MappingProxyType

from region.telling_factory import ON, make_profile
from thuisplan_desktop.counts.examining import Shown
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.region.telling import Mode

NAME = "nk-po-2017"
DECLARED = report(NAME)
LEAVES = tuple(line.id for line in DECLARED.lines if not line.is_sum)
PARTS = ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden", "niet_ingeschreven_leerplichtig")
PROFILE = make_profile(NAME, mode=Mode.PROTECTED)


def counted(leaves: Mapping[str, int | None]) -> CountTable:
    """A school's own table: totals are over what it registers."""
    cells: dict[str, int | None] = {cell: leaves.get(cell) for cell in DECLARED.cells}
    for total in DECLARED.totals:
        known = [value for part in total.parts if (value := cells[part]) is not None]
        cells[total.total] = sum(known) if known else None
    return CountTable(
        NAME, DECLARED.version, PROFILE.definitions, PROFILE.definitions_version, ON, MappingProxyType(cells),
        DECLARED.totals,
    )  # fmt: skip


def random_table(dice: random.Random) -> CountTable:
    """Mostly small numbers, as at one school, some larger, some not registered."""
    return counted({cell: dice.choice((None, 0, 0, 1, 2, 4, 5, dice.randint(0, 40))) for cell in LEAVES})


def shown(table: CountTable, **changes: object) -> Shown:
    """The protected table as it travels; `changes` is what a dishonest sender makes of it."""
    return as_shown(protect(table), **changes)


def as_shown(made: ProtectedTable, **changes: object) -> Shown:
    values: dict[str, object] = {
        "report": made.report, "report_version": made.report_version, "definitions": made.definitions,
        "definitions_version": made.definitions_version, "peildatum": made.peildatum, "cells": made.cells,
        "totals": made.totals, "may_be_zero": made.may_be_zero,
    }  # fmt: skip
    return Shown(**{**values, **changes})  # type: ignore[arg-type] - the names are the tests' own
