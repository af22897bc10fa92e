"""Definition sets: the regions' contradictions as data (domain §1.5)."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.case_codes import Addressee
from thuisplan_desktop.register.codes import AbsenceKind, MboFebruary, NotCounted, Sector

NATIONAL = resource("definitions", "landelijk.toml").read_text("utf-8")
HEAD = 'version = "1"\ntitle = "Proef"\nvalid_from = 2026-01-01\nsource = "proef"\n'
REGIONS = [name for name in definitions.names() if name != "landelijk"]


def parse(text):
    return definitions.parse("proef", NATIONAL, HEAD + text)


def test_the_shipped_sets():
    """Five sets, the national one first, each with version, title, source and a date."""
    assert definitions.names() == (
        "landelijk",
        "noord-kennemerland-2017",
        "noord-kennemerland-nu",
        "zuid-kennemerland-ijmond-2021",
        "zuid-limburg-2018",
    )
    for name in definitions.names():
        found = definitions.load(name)
        assert found.name == name
        assert found.version
        assert found.title
        assert found.source
        assert found.valid_from < date(2026, 1, 1)
        assert found.threshold == 5


def test_the_national_terms():
    """Four lesweken or longer unauthorised; three calendar months from the first absent day, and longer."""
    found = definitions.load("landelijk")
    assert found.lrv.kinds == {AbsenceKind.UNAUTHORISED}
    assert (found.lrv.weeks, found.lrv.unit, found.lrv.at_least) == (4, WeekUnit.SCHOOL_WEEKS, True)
    assert found.long_term_sick.at_least is False
    assert (found.norm.months, found.norm.at_least, found.norm.needs_place) == (3, False, True)
    assert (found.absoluut.weeks, found.absoluut.not_counted) == (0, frozenset())


def test_noord_kennemerland_2017_doesn_t_register_everything_in_primary_school():
    """Footnote 3: langdurig ziek and dreigend are not zero but not registered, in PO alone."""
    found = definitions.load("noord-kennemerland-2017")
    assert found.not_registered[Sector.PO] == {"langdurig_ziek", "dreigend_thuiszittend"}
    assert not found.not_registered[Sector.VO]


def test_noord_kennemerland_now_counts_any_absence_as_dreigend():
    """'Minder dan 4 weken aaneengesloten (on)geoorloofd afwezig'."""
    assert definitions.load("noord-kennemerland-nu").dreigend.kinds == frozenset(AbsenceKind)


def test_the_mbo_entrants_of_february_count_in_limburg_and_not_in_kennemerland():
    """The two regions contradict each other (S1.4, S2.4)."""
    assert definitions.load("landelijk").absoluut.mbo_february is MboFebruary.COUNTS
    assert definitions.load("zuid-limburg-2018").absoluut.mbo_february is MboFebruary.APART
    assert definitions.load("zuid-kennemerland-ijmond-2021").absoluut.mbo_february is MboFebruary.EXCLUDED


def test_zuid_limburg_counts_absoluut_after_four_weeks_and_not_always():
    """§2.2 B: 5 onder c asked for, address under investigation, shorter than four weeks."""
    found = definitions.load("zuid-limburg-2018")
    assert found.absoluut.weeks == 4
    assert found.absoluut.not_counted == frozenset(NotCounted)
    assert AbsenceKind.SICK not in found.lrv.kinds
    assert AbsenceKind.AUTHORISED in found.lrv.kinds


def test_kennemerland_ijmond_has_a_softer_norm_and_counts_day_care_as_a_solution():
    """'In principe binnen drie maanden'; with dagbesteding 'dan geen thuiszitter'."""
    norm = definitions.load("zuid-kennemerland-ijmond-2021").norm
    assert norm.in_principle
    assert norm.day_care_ends


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_s_file_holds_only_deviations(name):
    """Every part that a region's file mentions differs from the national one and names its own source."""
    own, national = definitions.load(name), definitions.load("landelijk")
    text = resource("definitions", f"{name}.toml").read_text("utf-8")
    for part in ("lrv", "long_term_sick", "authorised", "dreigend", "absoluut", "norm"):
        mentioned = f"[{part}]" in text
        assert mentioned == (getattr(own, part) != getattr(national, part))
        assert not mentioned or getattr(own, part).source != getattr(national, part).source


def test_an_unknown_set_is_named():
    """Also a path is just an unknown name."""
    for name in ("atlantis", "../landelijk", ""):
        with pytest.raises(UnknownDefinitions):
            definitions.load(name)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("threshold = 4", "threshold"),
        ("threshold = true", "threshold"),
        ('threshold = "5"', "threshold"),
        ("[lrv]\nweeks = 4", "lrv.valid_from"),
        ("[lrv]\nvalid_from = 2026-01-01", "lrv.source"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nweeks = 5', "lrv.weeks"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nweeks = 0', "lrv.weeks"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nunit = "maanden"', "lrv.unit"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nkinds = ["spijbelen"]', "lrv.kinds"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nkinds = "sick"', "lrv.kinds"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nat_least = 1', "lrv.at_least"),
        ('[lrv]\nvalid_from = 2026-01-01T00:00:00\nsource = "x"', "lrv.valid_from"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = " "', "lrv.source"),
        ('[lrv]\nvalid_from = 2026-01-01\nsource = "x"\nmaanden = 2', "lrv.maanden"),
        ("lrv = 4", "lrv"),
        ('[absoluut]\nvalid_from = 2026-01-01\nsource = "x"\nnot_counted = ["zomaar"]', "absoluut.not_counted"),
        ('[norm]\nvalid_from = 2026-01-01\nsource = "x"\nmonths = 13', "norm.months"),
        ("[verzonnen]\nx = 1", "verzonnen"),
        ("kleur = 1", "kleur"),
        ("= 3", "TOML"),
    ],
)
def test_a_wrong_line_is_named(text, field):
    """Looser than the law, unknown, missing or of the wrong kind: the field is in the error, never the value."""
    with pytest.raises(MalformedDefinitions) as caught:
        parse(text)
    facts = caught.value.facts
    assert (facts["name"], facts["field"]) == ("proef", field)
    assert facts["reason"]


@pytest.mark.parametrize("line", ["version", "title", "valid_from", "source"])
def test_a_region_names_itself(line):
    """The head lines are never taken from the national file."""
    head = "\n".join(row for row in HEAD.splitlines() if not row.startswith(line))
    with pytest.raises(MalformedDefinitions) as caught:
        definitions.parse("proef", NATIONAL, head)
    assert caught.value.facts["field"] == line


def test_an_incomplete_national_file_is_refused():
    """A missing part is not guessed."""
    with pytest.raises(MalformedDefinitions) as caught:
        definitions.parse("proef", HEAD + "threshold = 5", HEAD)
    assert caught.value.facts["field"] == "lrv"


def test_the_threshold_may_be_raised():
    """A region may hide more, and nothing else changes."""
    assert parse("threshold = 10").threshold == 10
    assert parse("").lrv == definitions.load("landelijk").lrv


@given(text=st.text(max_size=200))
@settings(max_examples=80)
def test_any_text_parses_or_is_refused_by_name(text):
    """There is no third outcome."""
    with suppress(MalformedDefinitions):
        assert parse(text).threshold >= 5


def test_each_region_goes_up_its_own_ladder():
    """Zuid-Limburg left the ladder of its secondary schools blank, the gemeente's holds for both (§3.4)."""
    limburg = definitions.load("zuid-limburg-2018").ladder
    assert [step.id for step in limburg.steps_for(Sector.PO)] == ["bestuur", "zorgplicht", "netwerk", "gemeente",
                                                                 "toegang"]  # fmt: skip
    assert [step.id for step in limburg.steps_for(Sector.VO)] == ["gemeente", "toegang"]
    kennemerland = definitions.load("zuid-kennemerland-ijmond-2021").ladder
    assert [step.addressee for step in kennemerland.steps] == [
        Addressee.SCHOOL_MANAGEMENT, Addressee.SCHOOL_BOARD, Addressee.MANAGERS,
    ]  # fmt: skip
    assert definitions.load("noord-kennemerland-nu").ladder == definitions.load("landelijk").ladder


def test_a_ladder_may_be_empty():
    """A region that agreed nothing says so with its source."""
    found = parse('[ladder]\nsteps = []\nvalid_from = 2026-01-01\nsource = "proef"\n')
    assert found.ladder.steps == ()


TWICE = '{ id = "a", label = "A", addressee = "swv", triggers = [] }'


@pytest.mark.parametrize(
    "step",
    [
        '{ id = "a", label = "A", addressee = "paus", triggers = [] }',
        '{ id = "a", label = "A", addressee = "swv", triggers = ["zomaar"] }',
        '{ id = "a", label = "", addressee = "swv", triggers = [] }',
        '{ id = "a", label = "A", addressee = "swv", triggers = [], naam = "Jan" }',
        '{ id = "a", label = "A", addressee = "swv" }',
        "TWICE, TWICE",
        '"a"',
    ],
)
def test_a_wrong_step_is_refused_by_name(step):
    """Unknown addressees, triggers and keys, a step without a label, and two with one id."""
    with pytest.raises(MalformedDefinitions) as refused:
        parse(f'[ladder]\nsteps = [{step.replace("TWICE", TWICE)}]\nvalid_from = 2026-01-01\nsource = "proef"\n')
    assert refused.value.facts["field"] == "ladder.steps"


def test_everything_that_is_wrong_is_told_at_once_with_its_line():
    """In the order of the file; what is missing altogether comes last, without a line."""
    head = 'title = "x"\nvalid_from = 2026-01-01\nsource = "p"\nlrv.weeks = 9\n\n'
    text = f'{head}[norm]\nmonths = 0\nkleur = 1\n[[targets]]\nkind = "x"\n'
    found = definitions.problems(text)
    assert [(one.line, one.field) for one in found][:5] == [
        (4, "lrv.weeks"), (6, "norm.valid_from"), (6, "norm.source"), (7, "norm.months"), (8, "norm.kleur"),
    ]  # fmt: skip
    assert {(one.line, one.field) for one in found if one.field.startswith("targets")} >= {
        (10, "targets.1.kind"),
        (9, "targets.1.lines"),
    }
    assert {one.field for one in found if not one.line} >= {"version", "lrv.valid_from", "lrv.source"}
    assert found[-1].line == 0
    assert definitions.problems(NATIONAL) == ()


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = \n", 2), ('a = """', 1), ("a = 1\n\n= 3", 3)])
def test_a_file_that_is_no_toml_says_where(text, line):
    """The line, and nothing of what stands there."""
    assert definitions.problems(text) == (definitions.Problem("TOML", "het bestand is geen geldige TOML", line),)


@pytest.mark.parametrize("name", definitions.names())
def test_a_shipped_set_comes_out_as_a_file_that_can_be_read_in(name):
    """What a region starts from has no problem."""
    assert definitions.problems(definitions.text_of(name)) == ()
    with pytest.raises(UnknownDefinitions):
        definitions.text_of("atlantis")


@given(text=st.text(alphabet='[]=.\n "abclrvweeks19{},', max_size=120))
@settings(max_examples=80)
def test_a_file_has_problems_exactly_when_it_is_refused(text):
    """The list and the refusal never disagree."""
    try:
        definitions.load_own("proef", HEAD + text)
    except MalformedDefinitions:
        assert definitions.problems(HEAD + text)
    else:
        assert definitions.problems(HEAD + text) == ()
