"""Rows and frozen dataclasses: what goes in comes out, and what isn't ours is named as damage."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import codes
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.store import rows, schema

TABLES = {
    Case: schema.cases,
    Absence: schema.absences,
    Contact: schema.contacts,
    Consent: schema.consents,
    Meeting: schema.meetings,
    Discussion: schema.discussions,
    Sharing: schema.sharings,
}

quick = settings(max_examples=40)


@quick
@given(st.one_of(*(st.builds(cls) for cls in TABLES)))
def test_every_object_survives_the_way_through_a_row(item: object) -> None:
    """Any value of any type of the register is read back equal."""
    row = rows.to_row(TABLES[type(item)], item)
    assert rows.from_row(type(item), row.values()) == item


@quick
@given(st.builds(Case))
def test_a_saved_case_is_read_back_from_the_table(case: Case) -> None:
    """The table takes every case, and gives back the same one."""
    with create_engine("sqlite://").connect() as connection:
        schema.COORDINATOR.create_all(connection)
        rows.save(connection, schema.cases, case)
        assert rows.load(connection, schema.cases, Case) == (case,)


def test_codes_are_stored_sorted_and_readable() -> None:
    """A set of codes is sorted text, a tuple keeps its order, an empty one is empty text."""
    codecs = rows.codecs(Sharing)
    health_and_absence = frozenset({codes.DataCategory.HEALTH, codes.DataCategory.ABSENCE})
    assert codecs["categories"].encode(health_and_absence) == "absence,health"
    assert codecs["recipients"].encode((codes.Party.RMC, codes.Party.MENTOR)) == "rmc,mentor"
    assert codecs["categories"].encode(frozenset()) == ""
    assert codecs["categories"].decode("") == frozenset()


def test_an_empty_reference_is_stored_as_nothing() -> None:
    """A consent of the pupil himself refers to no contact, so that the database has nothing to look up."""
    consent = Consent(id="t1", case_id="c1", giver=codes.GiverRole.PUPIL_16, asked_on=date(2026, 1, 1))
    row = rows.to_row(schema.consents, consent)
    assert row["contact_id"] is None
    assert row["recorded_by"] == ""
    assert rows.from_row(Consent, row.values()) == consent


@pytest.mark.parametrize(
    "value", ["2026-13-01", "gisteren", "", 7, b"\x00"], ids=["month", "word", "empty", "number", "bytes"]
)
def test_a_value_that_is_not_ours_is_named_as_damage(value: object) -> None:
    """A stored date that is no date raises RegisterDamaged, which holds nothing of the value."""
    row = {"id": "a1", "case_id": "c1", "kind": "sick", "starts_on": value, "ends_on": None, "minutes": 0}
    with pytest.raises(RegisterDamaged) as failure:
        rows.from_row(Absence, row.values())
    assert failure.value.facts == {"part": "Absence"}
    assert failure.value.__context__ is None


def test_an_unknown_code_is_named_as_damage() -> None:
    """A code that no list holds is not guessed at."""
    with pytest.raises(RegisterDamaged):
        rows.from_row(Absence, ["a1", "c1", "spijbelen", "2026-01-12", None, 0])


def test_a_row_with_too_few_columns_is_named_as_damage() -> None:
    """Columns and fields go together one to one."""
    with pytest.raises(RegisterDamaged):
        rows.from_row(Absence, ["a1", "c1"])


def test_a_type_without_a_column_form_is_refused_at_once() -> None:
    """A field of a new type must be taught before it can be stored."""

    @dataclass(frozen=True)
    class Odd:
        value: complex

    with pytest.raises(TypeError):
        rows.codecs(Odd)


def test_a_listed_text_with_a_comma_is_refused() -> None:
    """It would be read back as two."""

    @dataclass(frozen=True)
    class Listed:
        words: frozenset[str]

    for words in ({"a,b"}, {""}):
        with pytest.raises(ValueError):
            rows.codecs(Listed)["words"].encode(frozenset(words))


def test_a_moment_keeps_its_time_zone() -> None:
    """The logbook compares moments of summer and winter time."""

    @dataclass(frozen=True)
    class Moment:
        at: datetime

    codec = rows.codecs(Moment)["at"]
    moment = datetime.fromisoformat("2026-03-29T03:00:00+02:00")
    assert codec.decode(codec.encode(moment)).isoformat() == moment.isoformat()
