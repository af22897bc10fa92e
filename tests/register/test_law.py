"""No sentence about law without its source and the date of the text behind it."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import thuisplan_desktop
from factories import make_case, make_consent, make_contact
from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import law
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Category, ContactRole, LegalBasis, Vrijstelling
from thuisplan_desktop.register.consent import check as check_consent
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import Measure
from thuisplan_desktop.register.talk import Talk

ROOT = Path(thuisplan_desktop.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
RESOURCES = sorted(path for path in resource("law").parent.rglob("*.toml") if path.parent.name not in ("law", "words"))
ARTICLE = re.compile(
    r"\b([Aa]rtikel(en)?|[Aa]rticle \d|art\. ?\d|U?AVG|GDPR|LPW|WPO|WVO|WEC|WGBO|Awb|Wbp|Wmo|BW \d|HvJ|Kamerstuk)\b"
    r"|[Ll]eerplichtwet|[Jj]eugdwet|[Aa]rchiefwet|[Tt]ermijnenwet"
)
CUES = ("classes.py", "dates.py", "hurried_places.py", "initials.py", "people_cues.py")
"""Words that stand before a number in somebody's notes: nothing that the program says."""

NAMES = {one.label for one in (*Vrijstelling, *Category)}
"""What people call an exemption; the form and the report beside it name the law and its date."""

NOT_AFTER = re.compile(r"\(\?<!.*?\)")
"""The part of a pattern that looks back at a word in somebody's text: no sentence of the program."""


def sentences(path: Path) -> list[str]:
    """Every text of a module that is not a docstring."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    loose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loose
    ]


def test_articles_are_cited_and_not_typed() -> None:
    """Whoever names an article on a screen or on paper takes it from the list of sources, with its date."""
    typed = [
        f"{path.relative_to(ROOT)}: {one}"
        for path in MODULES
        if path.name not in CUES
        for one in sentences(path)
        if ARTICLE.search(NOT_AFTER.sub("", one)) and one not in NAMES
    ]
    assert len(MODULES) > 400
    assert typed == []


def test_resources_cite_the_same_list() -> None:
    """No article is typed in a set or a report; a label that names an exemption has the law in the source above it."""
    for path in RESOURCES:
        text = path.read_text("utf-8")
        values = [line.partition(" #")[0] for line in text.splitlines() if not line.startswith("#")]
        named = [line for line in values if ARTICLE.search(line)]
        labels = [line for line in named if re.search(r'label = "(vrijstelling )?artikel \d', line)]
        assert [line for line in named if line not in labels and "vrijstelling=artikel" not in line] == [], path.name
        assert not labels or "{lpw-5" in text, path.name


@pytest.mark.parametrize("kind", [Case, Escalation, Exemption, Measure, Request, Talk])
def test_help_beside_a_field_has_its_date(kind: type) -> None:
    """Where a help text stands on law, its source and date stand in it."""
    helps = [field.help for field in fields_of(kind) if ARTICLE.search(field.help) or "Bron: " in field.help]
    assert helps
    assert all(re.search(r"Bron: .*\(.*(20\d\d|zonder datum)", one) for one in helps)


def test_the_search_would_find_one() -> None:
    """It sees a sentence that names an article, in any of the ways in which people do."""
    assert all(
        ARTICLE.search(one)
        for one in (
            "volgens artikel 7",
            "art. 6 lid 2",
            "de AVG zegt",
            "BW 1:245",
            "de Jeugdwet",
            "Kamerstuk 26 695",
            "GDPR",
        )
    )


def test_every_source_says_which_text_was_read() -> None:
    """A year, or that the page has no date; what was not compared with the law of now says so."""
    for key, source in law.sources().items():
        assert re.search(r"\b(19|20)\d\d\b|zonder datum|75 samenwerkingsverbanden", source.text), key
        assert ("nog te controleren" in source.cited) is not source.checked
        assert law.cite(key) == source.cited


def test_what_was_not_read_is_said_to_be_so() -> None:
    """The domain lists what nobody verified: none of those counts as checked."""
    unread = ("AVG", "Leerplichtwet", "WPO", "Jeugdwet", "BW ", "wetsvoorstel", "Inspectie", "M@ZL", "vakantie", "DUO")
    found = {key: one for key, one in law.sources().items() if any(word in one.article for word in unread)}
    assert len(found) > 40
    assert [key for key, one in found.items() if one.checked] == []


def test_sources_of_one_text_are_told_together() -> None:
    """Six articles of one regulation need its date once; another text has its own."""
    assert law.cite("avg-16", "avg-77") == (
        "AVG artikel 16 (correctie); AVG artikel 77 (klacht) "
        "(verordening 2016/679, van toepassing sinds 25 mei 2018, nog te controleren)"
    )
    assert law.cite("avg-16", "lpw-7", "avg-77").count("verordening") == 2
    with pytest.raises(KeyError):
        law.cite("bestaat-niet")


def test_a_resource_names_a_source_between_braces() -> None:
    """What stands around it stays; an unknown name is refused."""
    assert law.filled("DUO; {lpw-7}, en verder") == f"DUO; {law.cite('lpw-7')}, en verder"
    assert law.filled("{avg-16, avg-77}") == law.cite("avg-16", "avg-77")
    with pytest.raises(KeyError):
        law.filled("{bestaat-niet}")


def test_every_source_is_used() -> None:
    """A source that nothing cites is no source of the program."""
    used = "\n".join(path.read_text("utf-8") for path in (*MODULES, *RESOURCES))
    assert [key for key in law.sources() if not re.search(rf"[\"'{{ ]{key}[\"'}},]", used)] == []


def test_grounds_name_no_article() -> None:
    """The ground in a list is one or two words; the rule behind it has the article and the date."""
    assert [one for one in LegalBasis if re.search(r"artikel|\d", one.label)] == []


def test_a_refusal_that_stands_on_law_says_where() -> None:
    """Who is told what can't be, reads by which article, and of when its text is."""
    case = make_case(birth_date=date(2008, 1, 1))
    carer = make_contact(case, role=ContactRole.CARER)
    parent = make_contact(case)
    for contact, source in ((parent, "eigen-toestemming"), (carer, "gezag")):
        with pytest.raises(InvalidConsent) as refused:
            check_consent(make_consent(case, contact), (contact,), case.birth_date, date(2026, 3, 24))
        assert law.cite(source) in refused.value.facts["reason"]
