"""Declared reports are read strictly: whatever is odd names its file and its line."""

import pytest

from thuisplan_desktop.counts import declaring
from thuisplan_desktop.counts.declared import Dimension, Value
from thuisplan_desktop.counts.reports import Report
from thuisplan_desktop.errors import MalformedReport

HEAD = 'version = 1\nsector = "po"\ntitle = "T"\nkind = "stand"\nbasis = "schooladres"\nsource = "B"\n'
LINE = 'lines = [{ id = "a", label = "a", counts = ["dreigend"] }'
KNOWN = {"duur": Dimension("duur", "Duur", "B", (Value("kort", "kort"), Value("lang", "lang")))}


def read(text: str) -> list[Report]:
    return list(declaring.reports("proef", text, KNOWN, {}))


def test_the_smallest_report() -> None:
    """A head and one line are enough."""
    (one,) = read(HEAD + LINE + "]")
    assert (one.id, one.cells, one.rhythm) == ("proef", ("a",), frozenset())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("version = ", "TOML"),
        (HEAD.replace("version = 1\n", "") + LINE + "]", "velden"),
        (HEAD + "onzin = 1\n" + LINE + "]", "velden"),
        (HEAD.replace("version = 1", "version = 0") + LINE + "]", "version"),
        (HEAD.replace('"schooladres"', '"huis"') + LINE + "]", "basis"),
        (HEAD.replace('"stand"', '"beide"') + LINE + "]", "kind"),
        (HEAD, "lines"),
        (HEAD + LINE.replace("dreigend", "zoek") + "]", "counts"),
        (HEAD + LINE + ', { id = "a", label = "b", counts = ["dreigend"] }]', "lines"),
        (HEAD + LINE + ', { id = "t", label = "t", sum = ["a", "z"] }]', "lines"),
        (HEAD + LINE + ', { id = "w", label = "w", of = "z", only = "temporary" }]', "lines"),
        (HEAD + LINE + ', { id = "w", label = "w", of = "a", only = "soms" }]', "only"),
        (HEAD + 'of = "x"\ncounts = ["dreigend"]\nby = ["kleur"]', "by"),
        (HEAD + 'of = "x"\ncounts = ["dreigend"]\nby = []', "by"),
        (HEAD + 'rhythm = ["soms"]\n' + LINE + "]", "rhythm"),
    ],
)
def test_odd_reports_are_refused(text: str, field: str) -> None:
    """Each with the field that is wrong."""
    with pytest.raises(MalformedReport) as caught:
        read(text)
    assert caught.value.facts == {"name": "proef", "field": field}


@pytest.mark.parametrize(
    "text",
    [
        '[duur]\nlabel = "Duur"\nsource = "B"',
        '[duur]\nlabel = "Duur"\nsource = "B"\nvalues = [{ id = "a", label = "a" }, { id = "a", label = "b" }]',
        '[duur]\nlabel = "Duur"\nsource = "B"\narea = true\nvalues = [{ id = "a", label = "a" }]',
        '[duur]\nlabel = "Duur"\nvalues = [{ id = "a", label = "a" }]',
        '[duur]\nlabel = "Duur"\nsource = "B"\nvalues = [{ id = "a" }]',
    ],
)
def test_odd_dimensions_are_refused(text: str) -> None:
    """A dimension has values, each once, or it is an area whose values come from the cases."""
    with pytest.raises(MalformedReport):
        declaring.dimensions(text)
