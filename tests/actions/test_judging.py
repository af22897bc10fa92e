"""Every case of a real register, judged as it streams by, is what it is when it is read and judged alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import make_file
from register import plain_judging
from register.any_file import ON, REGIONS, files, near
from thuisplan_desktop.actions import judging
from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.facts import facts_of
from thuisplan_desktop.register.judging import Judge
from thuisplan_desktop.register.status import told
from thuisplan_desktop.register.stretch import periods_of
from thuisplan_desktop.store import cases, parts, register_file
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

SETTINGS = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with_cases = register_file.create(tmp_path / "r.thuisplan", WorkspaceKind.COORDINATOR, bytes(32), "0" * 32)
    yield with_cases
    with_cases.close()


def keep(workspace, found):
    """Let the register hold exactly these cases."""
    with workspace.change() as connection:
        connection.exec_driver_sql("DELETE FROM cases")
        for file in found:
            cases.save_case(connection, file.case)
            cases.replace_absences(connection, file.case.id, file.absences)
            for part in (*file.exemptions, *file.school_periods):
                parts.save(connection, part)


def agree(workspace, found, on, name, region):
    keep(workspace, found)
    rules, calendar = definitions.load(name), SchoolCalendar.load(region)
    judge = Judge(rules, calendar, on)
    with workspace.read() as connection:
        streamed = {verdict.id: verdict for verdict in judging.verdicts(connection, on, rules, calendar)}
    assert sorted(streamed) == sorted(file.case.id for file in found)
    for file in found:
        facts, background = facts_of(file)
        verdict = streamed[file.case.id]
        assert verdict == judge.judge(facts, periods_of(file.absences, on, file.case.timetable_minutes), background)
        status = told(verdict, on, rules)
        assert (status.category, status.since, status.four_weeks_on) == plain_judging.judge(file, on, rules, calendar)


@given(found=st.lists(files(), max_size=6), on=near, name=st.sampled_from(definitions.names()),
       region=st.sampled_from(REGIONS))  # fmt: skip
@settings(max_examples=40, **SETTINGS)
def test_what_streams_by_is_judged_as_each_case_alone(workspace, found, on, name, region):
    """The whole verdict with its reasons is that of the case alone, and its outcome that of the plain reckoning."""
    agree(workspace, found, on, name, region)


@pytest.mark.long
@given(found=st.lists(files(), min_size=1, max_size=12), on=near, name=st.sampled_from(definitions.names()),
       region=st.sampled_from(REGIONS))  # fmt: skip
@settings(max_examples=3_500, **SETTINGS)
def test_what_streams_by_is_judged_as_each_case_alone_at_length(workspace, found, on, name, region):
    """The same for some 20,000 cases."""
    agree(workspace, found, on, name, region)


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "twee woorden"), ("kind", "onbekend"), ("starts_on", "2026-02-30"), ("ends_on", "binnenkort")],
)
def test_a_period_that_cannot_be_is_damage(workspace, column, value):
    """A word that is no kind, a day that is no day: named as damage, without the value."""
    file = make_file()
    keep(workspace, [file])
    with workspace.change() as connection:
        connection.exec_driver_sql(f"UPDATE absences SET {column} = ?", (value,))
    with workspace.read() as connection, pytest.raises(RegisterDamaged) as caught:
        list(judging.verdicts(connection, ON, definitions.load("landelijk"), SchoolCalendar.load("noord")))
    assert value not in repr(caught.value.facts)
    assert caught.value.__context__ is None
