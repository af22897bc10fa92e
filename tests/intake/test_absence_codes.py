"""The code tables: every kind exists, shared codes agree, and a school's own table is checked."""

import pytest

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.intake import absence_codes
from thuisplan_desktop.register.codes import AbsenceKind


@pytest.mark.parametrize("name", absence_codes.names())
def test_every_shipped_kind_is_an_absence_kind(name: str) -> None:
    """This room may not import the register, so this test keeps the two lists the same."""
    kinds = {kind for kind in absence_codes.load(name).values() if kind is not None}
    assert kinds <= {kind.value for kind in AbsenceKind}


def test_every_absence_kind_can_be_written_in_a_table() -> None:
    for kind in AbsenceKind:
        assert absence_codes.parse("eigen", f'[codes]\nX = {{ kind = "{kind.value}" }}') == {"x": kind.value}


def test_shipped_tables_agree_where_they_share_a_code() -> None:
    merged = absence_codes.shipped()
    for name in absence_codes.names():
        for code, kind in absence_codes.load(name).items():
            assert merged[code] == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [("A", "unauthorised"), ("Zb", "sick"), ("a+", "authorised"), ("GE", "suspended"), ("L", None), ("zk", "sick"),
     ("SP", "unauthorised"), ("BI", None), ("Ongeoorloofd  verzuim", "unauthorised")],
)  # fmt: skip
def test_codes_of_real_schools(code: str, kind: str | None) -> None:
    """Codes of Magister and Somtoday schools, and words, mean what their schools say (domain facts 6.2)."""
    assert absence_codes.shipped()[absence_codes.key(code)] == kind


def test_unknown_table() -> None:
    with pytest.raises(UnknownDefinitions):
        absence_codes.load("../definitions/landelijk")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[codes", "TOML"),
        ("title = 'x'", "codes"),
        ("[codes]", "codes"),
        ("codes = 3", "codes"),
        ("[codes]\nA = 'sick'", "codes, regel 1"),
        ("[codes]\nA = { kind = 'sick' }\nB = { kind = 'Kanarie' }", "codes, regel 2"),
        ("[codes]\nA = { kind = 'sick' }\na = { kind = 'sick' }", "codes, regel 2"),
    ],
)
def test_malformed_tables(text: str, field: str) -> None:
    """A table a school edited is checked; the error names the line and never the code."""
    with pytest.raises(MalformedDefinitions) as refused:
        absence_codes.parse("eigen", text)
    facts = refused.value.facts
    assert (facts["name"], facts["field"]) == ("eigen", field)
    assert facts["reason"]
