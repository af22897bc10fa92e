"""No sentence about law without its source and the date of the text behind it."""

import ast
import re
from pathlib import Path

import pytest

import thuisplan_desktop
from thuisplan_desktop.register import law
from thuisplan_desktop.register.codes import LegalBasis

ROOT = Path(thuisplan_desktop.__file__).parent
SHOWN = [
    *(ROOT / "register" / f"{name}.py" for name in ("gate_words", "sharing", "sharing_rules", "meeting_types")),
    *sorted((ROOT / "ui" / "caseload").glob("consent*.py")),
    *(ROOT / "ui" / "caseload" / f"{name}.py" for name in ("sharing_dialog", "papers", "meeting_dialog", "gate_panel")),
    ROOT / "ui" / "admin" / "consent_card.py",
    *(ROOT / "pdf" / f"{name}.py" for name in ("leaflet_nl", "leaflet_en", "process_card")),
]
ARTICLE = re.compile(r"\b(artikel|AVG|UAVG|BW \d|WPO|WVO|Jeugdwet|Leerplichtwet|Wmo|Wbp)\b")


def sentences(path: Path) -> list[str]:
    """Every text of a module that is not a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | loose
    ]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_articles_are_cited_and_not_typed(path: Path) -> None:
    """Whoever names an article on a screen or on paper takes it from the list of sources, with its date."""
    assert sentences(path)
    assert [one for one in sentences(path) if ARTICLE.search(one)] == []


def test_the_search_would_find_one() -> None:
    """It sees a sentence that names an article, in any of the ways in which people do."""
    assert all(ARTICLE.search(one) for one in ("volgens artikel 7", "de AVG zegt", "BW 1:245", "de Jeugdwet"))


def test_every_source_says_which_text_was_read() -> None:
    """A year, or that the page has no date; what was not compared with the law of now says so."""
    for key, source in law.sources().items():
        assert re.search(r"\b(19|20)\d\d\b|zonder datum|75 samenwerkingsverbanden", source.text), key
        assert ("nog te controleren" in source.cited) is not source.checked
        assert law.cite(key) == source.cited


def test_grounds_name_no_article() -> None:
    """The ground in a list is one or two words; the rule behind it has the article and the date."""
    assert [one for one in LegalBasis if re.search(r"artikel|\d", one.label)] == []
