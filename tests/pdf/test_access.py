"""Inzage: everything that is kept about a pupil stands on it, whatever field is added; nothing of others."""

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from factories import make_case, make_consent, make_contact
from thuisplan_desktop.pdf import access
from thuisplan_desktop.pdf.access import PARTS, Holdings
from thuisplan_desktop.register.case import CaseFile, Contact
from thuisplan_desktop.register.codes import DataCategory, GiverRole, LegalBasis, MeetingKind, Party, Purpose, Route
from thuisplan_desktop.register.fields import Privacy, fields_of
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.register.rights import Correction, PaperLine

Words = Callable[[bytes], str]
DAY = date(2026, 2, 17)


def classes_of_a_case() -> dict[str, type[Any]]:
    """Each part of a CaseFile with the class of what it holds."""
    hints = get_type_hints(CaseFile)
    return {name: get_args(kind)[0] for name, kind in hints.items() if name != "case"}


def filled(cls: type[Any], mark: str) -> Any:
    """An object with something recognisable in every field."""
    return cls(**{field.name: value_for(field.type, f"{mark}{field.name}") for field in fields_of(cls)})


def value_for(kind: Any, mark: str) -> Any:
    """A text holds its own mark; the others something that is not empty."""
    options = [one for one in (get_args(kind) or (kind,)) if one is not type(None)]
    if getattr(kind, "__origin__", None) is frozenset:
        return frozenset({next(iter(get_args(kind)[0]))})
    first = options[0]
    if first is str:
        return mark
    if first is date:
        return DAY
    return {bool: True, int: 240, bytes: b"x"}[first] if first in (bool, int, bytes) else next(iter(first))


def held(**changes: Any) -> Holdings:
    case = filled(type(make_case()), "casus-")
    parts = {name: (filled(cls, f"{name}-"),) for name, cls in classes_of_a_case().items()}
    contact = make_contact(case, first_name="Jitske", surname="Bedacht", infix="", phone="06-99999999")
    parts["contacts"] = (contact,)
    meeting = Meeting(id="m", kind=MeetingKind.SUPPORT_TEAM, held_on=DAY, participants=(Party.YOUTH_DOCTOR,))
    told = frozenset({DataCategory.ABSENCE})
    made = {
        "file": CaseFile(case=case, **parts),
        "consents": (make_consent(case, contact, recorded_by="verslaglegger"),),
        "discussions": (
            (Discussion(id="d", meeting_id="m", case_id="c", route=Route.BY_NAME, sheet_code="K7Q", categories=told,
                        agreements="afspraak aan tafel"), meeting),
        ),
        "sharings": (
            Sharing(id="s", case_id="c", shared_on=DAY, recipients=(Party.LEERPLICHT,), categories=told,
                    purpose=Purpose.DISCUSS, basis=LegalBasis.CONSENT, route=Route.BY_NAME, note="per brief"),
        ),
        "corrections": (filled(Correction, "correctie-"),),
        "papers": (filled(PaperLine, "papier-"),),
        "log": {(DAY, "case_saved"): 3},
        "retention": "nog twee jaar",
        "place": "De Verzonnen Boom",
        "made_on": date(2026, 3, 24),
        "asked_by": GiverRole.PARENT,
    }  # fmt: skip
    return Holdings(**(made | changes))


def test_every_part_of_a_case_has_its_heading() -> None:
    """A part that is added to a case and not to the inzage is found here."""
    assert set(PARTS) == set(classes_of_a_case())


def test_every_field_is_printed(words: Words) -> None:
    """Label and text of each field of each part; only the program's own random keys are left out."""
    read = words(access.access(held()))
    marks = [f"casus-{name}" for name in texts_of(type(make_case()))]
    for name, cls in classes_of_a_case().items():
        if cls is not Contact and name != "absences":
            marks += [f"{name}-{field}" for field in texts_of(cls)]
    marks += [f"correctie-{name}" for name in texts_of(Correction)] + [f"papier-{name}" for name in texts_of(PaperLine)]
    squeezed = read.replace(" ", "")  # a long word is broken at the edge of a cell
    assert [mark for mark in marks if mark not in squeezed] == []
    assert len(marks) > 40


def texts_of(cls: type[Any]) -> list[str]:
    return [field.name for field in fields_of(cls) if field.privacy is not Privacy.INTERNAL and field.type is str]


def test_what_happened_around_it_is_printed(words: Words) -> None:
    """Consent, discussion, sharing, papers, the logbook without who, how long it stays, and where to complain."""
    read = words(access.access(held()))
    for said in (
        "Jitske Bedacht", "verslaglegger", "K7Q", "afspraak aan tafel", "per brief", "casus opgeslagen 3×",
        "nog twee jaar", "Autoriteit Persoonsgegevens", "17-02-2026", "jeugdarts",
    ):  # fmt: skip
        assert said in read, said


def test_how_others_can_be_reached_is_not(words: Words) -> None:
    """A parent must not find the other parent's telephone number here (AVG article 15 lid 4)."""
    read = words(access.access(held()))
    assert "06-99999999" not in read
    assert "voorbeeld.invalid" not in read
    assert "artikel 15 lid 4" in read


def test_what_was_said_in_confidence_can_be_left_out(words: Words) -> None:
    """Then the paper says so, with the reason."""
    read = words(access.access(held(leaves_out_voice=True, left_out_because="de leerling vroeg dat"))).replace(" ", "")
    assert "talks-voice" not in read
    assert "talks-note" in read
    assert "deleerlingvroegdat" in read


def test_the_file_tells_nothing_from_outside(hidden_words: Words) -> None:
    """No name in metadata or bookmarks."""
    case = make_case(nickname="Kanarie")
    hidden = hidden_words(access.access(held(file=CaseFile(case=case))))
    assert "Kanarie" not in hidden
    assert "Inzage" in hidden


@pytest.mark.parametrize("field", ["consents", "discussions", "sharings", "corrections", "papers"])
def test_empty_parts_have_no_heading(field: str, words: Words) -> None:
    with_it, without = words(access.access(held())), words(access.access(held(**{field: ()})))
    assert len(without) < len(with_it)


def test_it_is_a_plain_dataclass() -> None:
    """Nothing of the pupil in a repr."""
    assert "casus-nickname" not in repr(held())
    assert dataclasses.is_dataclass(Holdings)
