"""Words that point at a pupil of the register, in full or half in initials."""

from dataclasses import replace
from datetime import date

import pytest

from factories import make_case, make_file
from thuisplan_desktop.register.pointing import names_another, points_at, texts_in, veil
from thuisplan_desktop.register.talk import Talk

FEMKE = make_case(nickname="Femke", first_names="Femke Maria", infix="van", surname="Zandlöper", pupil_key="40001")
PIM = make_case(nickname="Pim", first_names="Willem", infix="", surname="Anderkind", pupil_key="40002")


@pytest.mark.parametrize(
    "text",
    ["Femke van Zandloper", "zandlöper, FEMKE", "met Femke Maria van Zandlöper gepraat", "Femke\u00ad Zandlöper"],
)
def test_a_name_in_full(text: str) -> None:
    """Whatever the case, the accents and the order."""
    assert points_at(text, FEMKE)


@pytest.mark.parametrize("text", ["F. van Zandlöper", "F.M. Zandloper", "over Femke van Z.", "Femke Z.", "nr. 40001"])
def test_half_a_name(text: str) -> None:
    """An initial for one half, or the number at school."""
    assert points_at(text, FEMKE)


@pytest.mark.parametrize(
    "text", ["", "Femke", "de zandlopers", "Femke zit thuis.", "140001 euro", "F. heeft gebeld", "van"]
)
def test_what_points_at_nobody_alone(text: str) -> None:
    """A first name alone, a word that holds a name, a longer number."""
    assert not points_at(text, FEMKE)


def test_a_pupil_without_names_is_pointed_at_by_nothing() -> None:
    """Empty names match no text."""
    nobody = make_case(nickname="'", first_names="", infix="", surname="", pupil_key="")
    assert not points_at("alles wat er staat, 'ook dit'.", nobody)
    assert not points_at("G. 't Hart", make_case(nickname="", first_names="", infix="'t", surname="Hart"))


def test_another_pupil_is_named_by_the_field() -> None:
    """The label of the text; the child itself and initials shared with a brother are no other pupil."""
    brother = make_case(nickname="Floris", first_names="", infix="van", surname="Zandlöper", pupil_key="40003")
    files = [make_file(FEMKE), make_file(PIM), make_file(brother)]
    assert names_another([("Notitie", "Zat met Pim Anderkind op het dak")], FEMKE, files) == "Notitie"
    assert names_another([("A", ""), ("Notitie", "F. van Zandlöper bleef thuis")], FEMKE, files) == ""
    assert names_another([("A", ""), ("B", "met Floris van Z.")], FEMKE, files) == "B"
    assert names_another([("A", "Femke van Zandlöper, 40001")], FEMKE, files) == ""


@pytest.mark.parametrize("text", [
    "leerling 2026", "Leerlingnr. 2026", "nummer: 2026", "ll 2026", "(nr. 2026)", "stamnummer 2026", "Stamnr. 2026",
    "lln 2026", "lln. 2026", "llnr 2026", "Femke (2026)", "Zandlöper (2026)",
])  # fmt: skip
def test_a_number_that_is_a_year_points_at_a_pupil_where_it_is_announced(text: str) -> None:
    """It stands in every date too. So does half a name before it, where it is in brackets."""
    named = {"nickname": "Femke", "surname": "Zandlöper"}
    assert points_at(text, make_case(pupil_key="2026", **named))
    assert not points_at(text, make_case(pupil_key="2027", **named))


@pytest.mark.parametrize(
    "text", ["op 12-04-2026", "12 april 2026", "in 2026", "2025/2026", "26 leerlingen, 2026", "Femke in 2026"]
)
def test_a_date_points_at_nobody(text: str) -> None:
    """An afsprakenlijst with a day on it names no pupil whose number is that year."""
    assert not points_at(text, make_case(pupil_key="2026"))


def test_every_text_of_a_case_is_looked_at() -> None:
    """Notes and talks; not the number at school, which another school may have given too."""
    talk = Talk(id="g1", case_id=FEMKE.id, held_on=date(2026, 3, 2), voice="Ik mis Pim Anderkind")
    told = {one.text for one in texts_in(make_file(FEMKE, talks=(talk,)))}
    assert "Ik mis Pim Anderkind" in told
    assert "40001" not in told


def test_a_colleague_with_initials_is_no_pupil() -> None:
    """Where somebody who works with the case stands, a pupil is meant by a name in full alone."""
    files = [make_file(FEMKE), make_file(PIM)]
    shown = veil(FEMKE, files, in_full=True)
    for name, said in (("P. Anderkind", ""), ("Pim A., 40002", ""), ("Pim Anderkind", "Eigenaar van de casus")):
        mine = make_file(replace(FEMKE, owner=name))
        assert names_another(texts_in(mine), FEMKE, files) == said
        assert (shown(name) == name) is (not said)
    noted = make_file(replace(FEMKE, note="P. Anderkind was erbij"))
    assert names_another(texts_in(noted), FEMKE, files) == "Notitie"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zat met Pim Anderkind op het dak", "Zat met [andere leerling] op het dak"),
        ("PİM? Nee: pím  ANDER\u00adKIND, en P. Anderkind", "PİM? Nee: [andere leerling], en [andere leerling]"),
        ("ß en e\u0301: Anderkind, Pi\u0301m\u0301.", "ß en e\u0301: [andere leerling]."),
        ("Femke van Zandlöper, 40001, Pim", "Femke van Zandlöper, 40001, Pim"),
        ("", ""),
    ],
)
def test_another_pupil_is_taken_out_and_the_rest_stays_as_written(text: str, shown: str) -> None:
    """Also where a letter of the text is none or two of the letters that are compared."""
    other = make_file(make_case(nickname="Pim", first_names="", infix="", surname="Anderkind", pupil_key="1"))
    assert veil(FEMKE, [make_file(FEMKE), other])(text) == shown
