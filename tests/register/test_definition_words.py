"""The differences between regions in words, as a page shows them."""

import pytest

from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.definition_words import differences

NATIONAL = definitions.load("landelijk")


def told(name):
    return {one.what: one for one in differences(definitions.load(name), NATIONAL)}


def test_the_national_set_differs_in_nothing():
    assert told("landelijk") == {}


@pytest.mark.parametrize(
    ("name", "whats"),
    [
        ("noord-kennemerland-2017", {"Niet geregistreerd"}),
        ("noord-kennemerland-nu", {"Dreigend thuiszitter"}),
        ("zuid-limburg-2018", {"Thuiszitter", "Absoluut verzuim", "Opschalen"}),
        ("zuid-kennemerland-ijmond-2021", {"Absoluut verzuim", "Norm", "Opschalen"}),
    ],
)
def test_only_what_changes_an_outcome_is_told(name, whats):
    """A part that repeats the national rule in a region's own file (Noord-Kennemerland now) is no difference."""
    found = told(name)
    assert set(found) == whats
    for one in found.values():
        assert one.here != one.national
        assert any(year in one.source for year in ("2016", "2017", "2018", "2021", "2024"))


def test_the_contradictions_can_be_read():
    """Whether 'ongeoorloofd' decides, the mbo entrants, dagbesteding, what isn't registered (domain §1.5)."""
    limburg, kennemerland = told("zuid-limburg-2018"), told("zuid-kennemerland-ijmond-2021")
    assert limburg["Thuiszitter"].here.endswith("ongeoorloofd, overig geoorloofd, geschorst en verwijderd")
    assert limburg["Thuiszitter"].national == "4 lesweken of langer achter elkaar afwezig: ongeoorloofd"
    assert "na 4 weken" in limburg["Absoluut verzuim"].here
    assert "februari telt mee en wordt apart benoemd" in limburg["Absoluut verzuim"].here
    assert "februari telt niet mee" in kennemerland["Absoluut verzuim"].here
    assert kennemerland["Norm"].here.startswith("in principe niet langer dan 3 maanden")
    assert "dagbesteding telt als oplossing; oudere protocollen noemen 12 maanden" in kennemerland["Norm"].here
    assert told("noord-kennemerland-2017")["Niet geregistreerd"].here == "PO: dreigend thuiszittend en langdurig ziek"


def test_every_kind_of_deviation_has_words():
    """Calendar weeks, 'langer dan', a higher threshold, a ladder that the region left empty."""
    head = 'version = "1"\ntitle = "P"\nvalid_from = 2026-01-01\nsource = "proef"\nthreshold = 10\n'
    end = 'valid_from = 2026-01-01\nsource = "proef"\n'
    own = definitions.load_own(
        "proef",
        f'{head}[lrv]\nunit = "kalenderweken"\nweeks = 1\nat_least = false\n{end}[ladder]\nsteps = []\n{end}'
        f"[norm]\nat_least = true\nneeds_place = false\n{end}",
    )
    found = {one.what: one.here for one in differences(own, NATIONAL)}
    assert found["Thuiszitter"] == "langer dan 1 kalenderweek achter elkaar afwezig: ongeoorloofd"
    assert found["Kleine aantallen"] == "aantallen onder 10 worden afgeschermd"
    assert found["Opschalen"] == "geen"
    assert found["Norm"].startswith("binnen 3 maanden zonder passend aanbod; een aanbod telt ook zonder plaats")
