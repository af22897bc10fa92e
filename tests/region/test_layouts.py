"""Which reports may be added up in halves: those of which every sender of a sector can fill each cell."""

from dataclasses import replace

import pytest

from region.telling_factory import make_profile
from thuisplan_desktop.counts.reports import all_reports, report, reports_for
from thuisplan_desktop.errors import CellsTooFine, DefinitionsDiffer, UnknownReport
from thuisplan_desktop.region.layouts import check_cells, is_too_fine, titles_of
from thuisplan_desktop.register import definitions


def test_what_regions_count_is_not_too_fine() -> None:
    """Every shipped profile passes."""
    for name in definitions.names():
        assert not any(map(is_too_fine, reports_for(name)))
    check_cells(make_profile())


def test_everything_by_school_type_or_gemeente_is_too_fine() -> None:
    """Also what a later version ships: by the name of the table or of a cell."""
    for one in all_reports():
        named = any(word in one.id for word in ("schoolsoort", "schooladres", "woonplaats"))
        assert is_too_fine(one) is (named or any("schoolsoort=" in cell for cell in one.cells))
    for name in ("soort-schoolsoort-vo", "schooladres-po", "woonplaats-vo"):
        with pytest.raises(CellsTooFine):
            check_cells(make_profile("nk-po-2017", name))


def test_a_report_this_program_does_not_know_cannot_be_judged() -> None:
    """Of another version, under another sector, or with other cells: refused."""
    profile = make_profile("nk-vo-2017")
    (layout,) = profile.layouts
    for other in (
        replace(layout, report_version=9),
        replace(layout, sector="po"),
        replace(layout, cells=(*layout.cells, "leerling_x")),
    ):
        with pytest.raises(DefinitionsDiffer):
            check_cells(replace(profile, layouts=(other,)))
    strange = replace(profile, layouts=(replace(layout, report="leerling-x"),))
    with pytest.raises(UnknownReport):
        check_cells(strange)
    assert titles_of(strange) == ("leerling-x",)
    assert titles_of(profile) == (report("nk-vo-2017").title,)
