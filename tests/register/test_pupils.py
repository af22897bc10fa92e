"""DUO's numbers of pupils as a rough measure."""

from thuisplan_desktop.register.codes import SchoolType
from thuisplan_desktop.register.pupils import PupilTable


def test_the_table_holds_a_country() -> None:
    """Over a million pupils in primary schools, and more in the country than in one gemeente."""
    table = PupilTable.load()
    country, town = table.of(SchoolType.BAO), table.of(SchoolType.BAO, "Hoorn")
    assert country is not None
    assert town is not None
    assert country.pupils > 1_000_000 > town.pupils > town.schools > 0


def test_an_estimate_is_the_share_of_the_ages() -> None:
    """Half the ages, half the pupils; ages a school doesn't teach give none; an unknown gemeente gives None."""
    table = PupilTable.load()
    every = table.estimate(SchoolType.BAO, (4, 11), "Hoorn")
    half = table.estimate(SchoolType.BAO, (4, 7), "Hoorn")
    assert every is not None
    assert half is not None
    assert abs(2 * half - every) <= 1
    assert table.estimate(SchoolType.BAO, (16, 19), "Hoorn") == 0
    assert table.estimate(SchoolType.VSO, (12, 15), "Nergens") is None
