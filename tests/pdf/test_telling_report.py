"""A telling on paper: tables of any width, with whole words."""

import io
from datetime import date

import pypdf
import pytest

from counts.test_tables_by_dimension import counted
from counts.test_tally import FILES, away
from thuisplan_desktop.counts.protect import protect
from thuisplan_desktop.counts.reports import report_of
from thuisplan_desktop.pdf.telling_report import telling_report
from thuisplan_desktop.register.codes import SchoolType

PUPILS = [*FILES, *(away(date(2026, 1, 12), school_type=SchoolType.PRO) for _ in range(3))]


@pytest.mark.parametrize("name", ["woonplaats-po", "soort-schoolsoort-vo", "duur-aanbod-schoolsoort-po"])
def test_no_word_is_broken_off(name: str) -> None:
    """Every heading and every mark of a table of any number of columns can be read."""
    table = counted(PUPILS, name)
    paper = telling_report([(report_of(table), protect(table))], place="De Verzonnen Boom")
    words = {word for page in pypdf.PdfReader(io.BytesIO(paper)).pages for word in page.extract_text().lower().split()}
    headings = {word for one in report_of(table).dimensions for value in one.values for word in value.label.split()}
    assert {word.lower() for word in headings} <= words
    assert "afgeschermd" in words
