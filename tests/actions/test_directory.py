"""Wie is wie: kept in the register, known to every anonymous text, and about professionals alone."""

from dataclasses import replace

import pytest

from regions import Maker, keep_pupil, log_of
from thuisplan_desktop.actions import directory, sheets
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.errors import InvalidCase, RegisterDamaged, WrongWorkspace
from thuisplan_desktop.register.codes import Party, Role
from thuisplan_desktop.register.professional import Professional, in_role
from thuisplan_desktop.store import settings

OFFICER = Professional(
    id="p1", party=Party.LEERPLICHT, name="Ruud Regelaar", organisation="RBL Voorbeeld", area="Alkmaar",
    phone="072-0000001", email="ruud@voorbeeld.invalid",
)  # fmt: skip
COACH = Professional(id="p2", party=Party.YOUTH_TEAM, name="Willeke Wijk", function="J&G-coach")


def test_people_stand_by_role_and_name(register: OpenRegister) -> None:
    """Kept, put right, taken out; the logbook has a line each without a name."""
    for one in (COACH, OFFICER, replace(OFFICER, id="p3", name="Bas Bedacht")):
        directory.keep(register, one)
    assert [one.name for one in directory.people(register)] == ["Bas Bedacht", "Ruud Regelaar", "Willeke Wijk"]
    directory.keep(register, replace(OFFICER, name=" Ruud Recht "))
    directory.remove(register, COACH)
    directory.remove(register, COACH)
    assert [one.name for one in directory.people(register)] == ["Bas Bedacht", "Ruud Recht"]
    assert log_of(register) == ["professional_saved"] * 4 + ["professional_deleted"] * 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": "  "}, "name"), ({"party": Party.PARENTS}, "party"), ({"party": Party.PUPIL}, "party")],
)  # fmt: skip
def test_who_does_not_belong_there(register: OpenRegister, changes: dict[str, object], field: str) -> None:
    """Nobody without a name, and no family: that stands with the case."""
    with pytest.raises(InvalidCase) as refused:
        directory.keep(register, replace(OFFICER, **changes))  # type: ignore[arg-type]  # mixed values
    assert refused.value.facts["field"] == field
    assert directory.people(register) == ()


def test_other_roles_keep_none(maker: Maker) -> None:
    """A region has no pupils to sit around."""
    with pytest.raises(WrongWorkspace):
        directory.keep(maker.make(Role.REGION), OFFICER)


@pytest.mark.parametrize("wrong", ['{"x": 1}', '[{"id": "1", "party": "niemand"}]', '[{"naam": "Ruud"}]', "["])
def test_damage_is_named(register: OpenRegister, wrong: str) -> None:
    """A list that can't be is damage, and says nothing of what stood there."""
    with register.change() as connection:
        settings.put(connection, "directory", wrong)
    with pytest.raises(RegisterDamaged) as damaged:
        directory.people(register)
    assert "Ruud" not in str(damaged.value)


def test_who_comes_first() -> None:
    """Of the gemeente asked for, then those for the whole area; of another only when there is nobody else."""
    wide, near, far = (replace(OFFICER, id=area, area=area) for area in ("", "Alkmaar", "Bergen"))
    assert in_role((far, wide, near), Party.LEERPLICHT, ("alkmaar",)) == (near, wide)
    assert in_role((far,), Party.LEERPLICHT, ("Alkmaar",)) == (far,)
    assert in_role((far,), Party.RMC) == ()


def test_an_anonymous_text_names_none_of_them(register: OpenRegister) -> None:
    """Name, number and address of a professional are found as those of a pupil are."""
    file = keep_pupil(register)
    directory.keep(register, OFFICER)
    note = "Overlegd met Ruud Regelaar, bel Regelaar op 072-0000001 of ruud@voorbeeld.invalid."
    draft = sheets.find(register, file.case.id, note)
    text = sheets.preview(draft, Review.accepting(draft.findings)).text
    assert not [word for word in ("Ruud", "Regelaar", "072", "voorbeeld.invalid") if word in text]
