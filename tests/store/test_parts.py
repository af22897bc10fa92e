"""What hangs on a case: kept, read back in order, removed with it; obstacles hang on nobody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from factories import make_case, make_exemption
from thuisplan_desktop.errors import NoSuchCase, NoSuchPart, StoreRefused
from thuisplan_desktop.register import case_codes, codes
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Correction, Paper, PaperLine, Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk
from thuisplan_desktop.store import cases, destroying, parts, schema
from thuisplan_desktop.store.register_file import Workspace

DAY = date(2026, 3, 2)
CASE = make_case(id="c1")
OTHER = make_case(id="c2")


def every_part(case_id: str) -> tuple[Any, ...]:
    """One of each kind."""
    ids = {"id": f"p-{case_id}", "case_id": case_id}
    return (
        Exemption(**ids, kind=codes.Vrijstelling.ART15, starts_on=DAY),
        SchoolPeriod(**ids, school_name="De Bedachte Berk", ends_on=DAY),
        DuoReport(**ids, kind=case_codes.DuoKind.LRV, reported_on=DAY),
        Measure(**ids, kind=case_codes.MeasureKind.EXPULSION, starts_on=DAY),
        SignalMark(**ids, signal="16-uur", about_on=DAY, handled_on=DAY),
        Plan(**ids, perspective="Weer naar school.", made_on=DAY, evaluate_on=DAY),
        Agreement(**ids, text="Bellen.", owner="Anja Voorbeeld", due_on=DAY),
        Talk(**ids, held_on=DAY, present=frozenset({case_codes.TalkPartner.PUPIL}), voice="Ik wil terug."),
        InView(**ids, party=case_codes.Organisation.SWV, since=DAY),
        Escalation(**ids, trigger=case_codes.EscalationTrigger.PARENTS, addressee=case_codes.Addressee.SWV,
                   escalated_on=DAY),
        Handover(**ids, to=case_codes.HandoverTo.RMC, handed_on=DAY, warm=True),
        Request(**ids, kind=case_codes.RequestKind.ACCESS, asked_by=codes.GiverRole.PARENT, asked_on=DAY),
        Correction(**ids, request_id=f"p-{case_id}", corrected_on=DAY, field="postcode4"),
        Paper(**ids, kind=case_codes.PaperKind.CONSENT, media_type="image/png", added_on=DAY, content=b"\x89PNG"),
    )  # fmt: skip


def fill(workspace: Workspace) -> None:
    with workspace.change() as connection:
        for case in (CASE, OTHER):
            cases.save_case(connection, case)
            for part in every_part(case.id):
                parts.save(connection, part)


def test_every_part_comes_back_as_it_was(workspace: Workspace) -> None:
    """Of each kind that there is, by case and by id."""
    fill(workspace)
    kinds = {type(part) for part in every_part("c1")}
    assert kinds == set(parts.TABLES)
    with workspace.read() as connection:
        for part in every_part("c1"):
            assert parts.load(connection, type(part), "c1") == (part,)
            assert parts.load_one(connection, type(part), part.id) == part


def test_a_file_holds_its_parts_in_the_order_of_their_days(workspace: Workspace) -> None:
    """One case or all cases give the same files; nothing of another case is in them."""
    fill(workspace)
    earlier = make_exemption(CASE, starts_on=date(2020, 1, 1), ends_on=date(2020, 7, 31))
    with workspace.change() as connection:
        parts.save(connection, earlier)
    with workspace.read() as connection:
        file = cases.load_case_file(connection, "c1")
        assert cases.load_case_files(connection) == (file, cases.load_case_file(connection, "c2"))
    assert [one.starts_on for one in file.exemptions] == [date(2020, 1, 1), DAY]
    assert {one.case_id for one in (*file.talks, *file.requests, *file.signal_marks, *file.agreements)} == {"c1"}
    assert file.plan == every_part("c1")[5]


def test_a_part_of_no_case_is_refused(workspace: Workspace) -> None:
    """It would be about nobody, and never be found again."""
    with workspace.change() as connection, pytest.raises(NoSuchCase):
        parts.save(connection, every_part("weg")[0])


def test_a_part_that_went_is_not_found(workspace: Workspace) -> None:
    """Removing twice is fine."""
    fill(workspace)
    talk = every_part("c1")[7]
    with workspace.change() as connection:
        parts.remove(connection, talk)
        parts.remove(connection, talk)
        with pytest.raises(NoSuchPart):
            parts.load_one(connection, Talk, talk.id)
        assert parts.load(connection, Talk, "c2") != ()


@pytest.mark.parametrize("number", [5, 8])
def test_one_plan_and_one_row_a_party(workspace: Workspace, number: int) -> None:
    """Eén kind, één plan; a party has a pupil in view once."""
    fill(workspace)
    with pytest.raises(StoreRefused), workspace.change() as connection:
        parts.save(connection, replace(every_part("c1")[number], id="nog-een"))


def test_a_list_of_papers_leaves_their_pages_behind(workspace: Workspace) -> None:
    """A scan of some megabytes is read only when somebody opens it."""
    fill(workspace)
    with workspace.read() as connection:
        (line,) = parts.load_papers(connection, "c1")
    assert type(line) is PaperLine
    assert line.kind is case_codes.PaperKind.CONSENT


def test_a_destroyed_case_leaves_nothing_in_any_table(workspace: Workspace) -> None:
    """Every part goes with it and is counted; those of another case stay."""
    fill(workspace)
    with workspace.change() as connection:
        went = destroying.remove_case(connection, "c1")
        for table in parts.TABLES.values():
            assert went[table.name] == 1
            assert connection.execute(select(table.c.case_id)).scalars().all() == ["c2"]
    assert workspace.check() == ()
    assert set(went) >= {table.name for table in schema.COORDINATOR.tables.values() if "id" in table.c
                         and "case_id" in table.c}  # fmt: skip


def test_an_obstacle_hangs_on_no_case(workspace: Workspace) -> None:
    """It stays when cases go, newest first, and can be taken back."""
    fill(workspace)
    older = Knelpunt(id="k1", noted_on=DAY, kind=case_codes.KnelpuntKind.PRIVACY, text="Niemand weet wat mag.")
    newer = replace(older, id="k2", noted_on=date(2026, 4, 1), area="Alkmaar")
    with workspace.change() as connection:
        for one in (older, newer):
            parts.save_knelpunt(connection, one)
        destroying.remove_case(connection, "c1")
        assert parts.load_knelpunten(connection) == (newer, older)
        parts.delete_knelpunt(connection, "k2")
        assert parts.load_knelpunten(connection) == (older,)
    assert not schema.knelpunten.foreign_keys
    assert "case_id" not in schema.knelpunten.c
