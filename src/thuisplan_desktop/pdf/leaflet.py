"""Uitleg for parents and pupils: what talking with others means, what they may say no to, and who helps them.

Goes with the consent form: informed is part of consent (AVG article 4(11), 13). Names nobody.
"""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from thuisplan_desktop.pdf import blocks, leaflet_en, leaflet_nl, style
from thuisplan_desktop.pdf.form_words import FUNCTIONS
from thuisplan_desktop.pdf.leaflet_words import LeafletWords
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.law import cite

_BOOKS = {"nl": (leaflet_nl.PARENTS, leaflet_nl.PUPIL), "en": (leaflet_en.PARENTS, leaflet_en.PUPIL)}
_LAW = ("avg-4-7", "uavg-5", "jeugd-12", "jeugd-16", "bezwaar", "lpw-21", "wpo-18a", "meldcode", "avg-15", "anoniem")
_KEPT = {Role.SCHOOL: ("bewaren-school", "bewaren-verwezen"), Role.CONSULENT: ("bewaren-swv",)}


@dataclass(frozen=True, repr=False)
class Contacts:
    """Whom to call, as printed. `support_point`: the ouder- en jeugdsteunpunt; `officer`: of data protection.

    `holder`: in whose register the data are.
    """

    school: str
    asked_by: str
    contact: str = ""
    support_point: str = ""
    officer: str = ""
    holder: Role = Role.SCHOOL

    def __repr__(self) -> str:
        return "Contacts()"


def leaflet(contacts: Contacts, *, for_pupil: bool = False, language: str = "nl") -> bytes:
    """The leaflet as PDF, in `nl` or `en`; `for_pupil` speaks to somebody of 16 or older who decides alone."""
    words = _BOOKS[language][for_pupil]
    sheet = Sheet(kind=words.kind, notice=contacts.school, foot=words.version, language=language)
    return render(sheet, lambda: _story(words, contacts, FUNCTIONS[language][contacts.holder]))


def _story(words: LeafletWords, contacts: Contacts, function: str) -> list[Flowable]:
    story = [*blocks.title(contacts.school, words.title), style.text(words.intro, style.LEAD)]
    *parts, (last, rights) = words.parts
    for heading, points in (*parts, (last, (*rights, words.keeps[contacts.holder]))):
        body = [blocks.bullet(point) for point in points]
        story.append(KeepTogether([blocks.heading(heading), *body]))
    story.append(KeepTogether([blocks.heading(words.help), blocks.box(_help(words, contacts, function))]))
    return [
        *story,
        blocks.gap(4),
        style.text(words.sources.format(sources=cite(*_LAW, *_KEPT[contacts.holder])), style.SMALL),
    ]


def _help(words: LeafletWords, contacts: Contacts, function: str) -> list[Flowable]:
    """Who can be called; what the school did not fill in is left out, the supervisor is always there."""
    told = (
        (words.school, ", ".join(part for part in (contacts.asked_by, function, contacts.contact) if part)),
        (words.support_point, contacts.support_point or words.support_unknown),
        (words.officer, contacts.officer),
        (words.supervisor, words.supervisor_is),
    )
    return [style.rich("<b>{label}:</b> {value}", label=label, value=value) for label, value in told if value]
