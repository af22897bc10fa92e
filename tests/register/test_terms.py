"""Every word of the field is explained under every definition set, with its source and of when that is."""

import re

import pytest

from thuisplan_desktop.register import definitions, terms


@pytest.mark.parametrize("name", definitions.names())
def test_every_term_has_a_source_with_a_date(name: str) -> None:
    rules = definitions.load(name)
    for term in (one for one in vars(terms).values() if isinstance(one, terms.Term)):
        said = term.explain(rules)
        assert re.search(r"Bron: .*\d{4}.*\.$", said) or "zonder datum" in said, term.word
        assert "{" not in said


def test_regions_differ() -> None:
    """Four weeks or longer, or longer than four weeks: the tooltip says what holds here."""
    said = {terms.THUISZITTER.explain(definitions.load(name)) for name in definitions.names()}
    assert len(said) > 1
