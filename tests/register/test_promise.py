"""What definition sets promise, and the targets that follow from it (Zuid-Limburg 2018; ZKIJ 2021)."""

from datetime import date
from fractions import Fraction

import pytest

from thuisplan_desktop.counts import reports
from thuisplan_desktop.errors import MalformedDefinitions
from thuisplan_desktop.region.targets import Standing, TargetKind, check, of_promise, standing, wanted
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.promise import AreaBasis, PromiseKind, in_words

LIMBURG = definitions.load("zuid-limburg-2018").targets
(KENNEMERLAND,) = definitions.load("zuid-kennemerland-ijmond-2021").targets


def target(promised, baseline):
    return of_promise(promised, "landelijk-po", promised.lines[0], baseline)


def test_ten_percent_less_at_the_end_of_2024():
    """Of 50 at most 45, on the basis of home and without those who change to the mbo (S2.4)."""
    aim = target(KENNEMERLAND, 50)
    assert (aim.kind, aim.percent, aim.due_on) == (TargetKind.FIXED, -10, date(2024, 12, 31))
    assert wanted(aim, date(2024, 12, 31)) == 45
    assert standing(aim, 45, date(2025, 1, 1)) is Standing.REACHED
    assert standing(aim, 46, date(2025, 1, 1)) is Standing.NOT_REACHED
    assert standing(aim, 46, date(2024, 12, 30)) is Standing.UNDER_WAY
    assert (KENNEMERLAND.basis, KENNEMERLAND.without_mbo_february) == (AreaBasis.HOME, True)
    assert "mbo in februari" in aim.note


def test_half_a_year_compounds_and_half_in_four_years_does_not():
    """100, 50, 25, 12.5 for langdurig relatief verzuim; 50 in 2020 for absoluut verzuim (S1.9, S1.10)."""
    yearly = target(next(one for one in LIMBURG if one.kind is PromiseKind.YEARLY), 100)
    days = [date(2017 + years, 7, 31) for years in (1, 2, 3)]
    assert [wanted(yearly, day) for day in days] == [50, 25, Fraction(25, 2)]
    assert wanted(yearly, date(2018, 7, 30)) is None
    fixed = target(next(one for one in LIMBURG if one.percent == 50 and one.kind is PromiseKind.FIXED), 100)
    assert wanted(fixed, date(2020, 12, 31)) == 50


def test_nobody_longer_than_three_months_without_an_offer():
    """The target is zero, whatever the nulmeting (S1.8)."""
    aim = target(LIMBURG[0], None)
    check(aim)
    assert wanted(aim, date(2020, 12, 31)) == 0
    assert "zonder aanbod: niemand meer op 31 december 2020" in in_words(LIMBURG[0])


def test_a_direction_has_no_number():
    """5 onder a goes down 'fasegewijs', without a percentage (S1.11)."""
    aim = target(next(one for one in LIMBURG if one.kind is PromiseKind.DIRECTION), 25)
    assert wanted(aim, date(2030, 1, 1)) is None
    assert standing(aim, 24, date(2018, 1, 1)) is Standing.REACHED
    assert standing(aim, 25, date(2018, 1, 1)) is Standing.NOT_REACHED


def test_every_target_speaks_of_lines_that_reports_have_and_names_its_source():
    """A promise about a line that nobody counts could never be checked."""
    cells = {line.id for name in definitions.names() for one in reports.reports_for(name) for line in one.lines}
    for name in definitions.names():
        for target in definitions.load(name).targets:
            assert set(target.lines) <= cells, (name, target.lines)
            assert target.baseline
            assert "Bron: " in in_words(target)


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ('kind = "fixed"', "targets.1.deadline"),
        ('kind = "yearly"\ndeadline = 2030-01-01', "targets.1.deadline"),
        ('kind = "ooit"', "targets.1.kind"),
        ('kind = "direction"\npercent = 101', "targets.1.percent"),
        ('kind = "direction"\nkleur = 1', "targets.1.kleur"),
    ],
)
def test_a_target_that_can_t_be_is_named(lines, field):
    """With its number in the file and why."""
    head = 'version = "1"\ntitle = "Proef"\nvalid_from = 2026-01-01\nsource = "proef"\n[[targets]]\n'
    usual = 'lines = ["x"]\nbaseline = "b"\nbaseline_on = 2020-01-01\nbasis = "home"\nvalid_from = 2020-01-01\n'
    with pytest.raises(MalformedDefinitions) as caught:
        definitions.load_own("proef", head + usual + 'source = "s"\n' + lines)
    assert caught.value.facts["field"] == field
