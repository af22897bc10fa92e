"""The field catalogue: every field has a label and a privacy class, and no `repr` names anybody."""

from dataclasses import dataclass

import pytest

from factories import make_absence, make_case, make_consent, make_contact, make_file
from thuisplan_desktop.register import fields
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.fields import Group, Privacy
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Correction, Paper, Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk

CASE = make_case()


PARTS = (
    Agreement, Correction, DuoReport, Escalation, Exemption, Handover, InView, Measure, Paper, Plan, Request,
    SchoolPeriod, SignalMark, Talk,
)  # fmt: skip


@pytest.mark.parametrize("item", [Case, Absence, Contact, *PARTS])
def test_every_field_is_catalogued(item):
    """In the order of declaration, with a Dutch label of its own."""
    found = fields.fields_of(item)
    assert all(isinstance(field.privacy, Privacy) and isinstance(field.group, Group) for field in found)
    assert len({field.label for field in found}) == len(found)
    assert fields.label(item, found[1].name) == found[1].label
    assert fields.privacy(item, "id") is Privacy.INTERNAL


def test_a_field_without_a_privacy_class_is_refused():
    """At import, so it can't be forgotten."""

    @dataclass(frozen=True)
    class Careless:
        id: str

    with pytest.raises(TypeError, match=r"Careless\.id"):
        fields.catalogued(Careless)


def test_no_repr_names_anybody():
    """Ids alone: a log of an object leaks nothing."""
    contact = make_contact(CASE)
    for item in (CASE, contact, make_absence(CASE), make_file(CASE), make_consent(CASE, contact)):
        assert "Zandloper" not in repr(item)
        assert "2014" not in repr(item)
        assert "id=" in repr(item)


def test_a_full_name_skips_what_is_empty():
    """Roepnaam, tussenvoegsel, achternaam."""
    assert CASE.full_name == "Femke van der Zandloper"
    assert make_case(infix="").full_name == "Femke Zandloper"
    assert make_contact(CASE, infix="", surname="").full_name == "Roelof"
