"""Toestemmingsformulier: asks per party and per kind of data, in plain words, and never steers the answer."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.pdf import blocks, consent_en, consent_nl, style
from thuisplan_desktop.pdf.form_words import ASKED_FOR, FUNCTIONS, FormWords
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.codes import DataCategory, GiverRole, Party, Purpose, Role
from thuisplan_desktop.register.law import cite

_TICK = "☐"
_BOOKS = {"nl": (consent_nl.PARENTS, consent_nl.PUPIL), "en": (consent_en.PARENTS, consent_en.PUPIL)}
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Question:
    """What is asked, of whom, and by whom. `holder`: whose register it is; `contact` is printed as it is."""

    pupil_name: str
    school_name: str
    asked_by: str
    holder: Role
    contact: str
    purposes: AbstractSet[Purpose]
    parties: Sequence[Party]
    categories: AbstractSet[DataCategory]
    givers: Sequence[GiverRole]
    valid_until: date

    def __repr__(self) -> str:
        return "Question()"


def text_version(givers: Sequence[GiverRole], language: str = "nl") -> str:
    """The version of the words the givers read: what a consent record keeps (AVG article 7(1))."""
    return _words(givers, language).version


def consent_form(question: Question, *, language: str = "nl") -> bytes:
    """The form as PDF, in `nl` or `en`.

    Own school staff and the family itself are left out of the table: they need no consent to know what they know.
    A pupil of 16 or older who is the only giver is addressed himself (domain facts 2.1).
    """
    words = _words(question.givers, language)
    sheet = Sheet(kind=words.kind, notice=words.notice, foot=f"{words.copy}  {words.version}", language=language)
    return render(
        sheet, lambda: [*_explanation(question, words), *_choice(question, words), *_signing(question, words)]
    )


def _words(givers: Sequence[GiverRole], language: str) -> FormWords:
    parents, pupil = _BOOKS[language]
    return pupil if set(givers) == {GiverRole.PUPIL_16} else parents


def _explanation(question: Question, words: FormWords) -> list[Flowable]:
    about = words.about.format(pupil=question.pupil_name, school=question.school_name)
    story = blocks.title(question.school_name, words.title, about)
    story += [style.text(words.intro, style.LEAD), blocks.heading(words.who)]
    story += [style.rich(words.asks, name=question.asked_by, function=FUNCTIONS[words.language][question.holder])]
    if question.contact:
        story.append(style.rich(words.contact, contact=question.contact))
    story.append(blocks.heading(words.what_for))
    story += [blocks.bullet(words.purposes[purpose]) for purpose in ASKED_FOR if purpose in question.purposes]
    until = _long_date(question.valid_until, words.language)
    rights = [blocks.bullet(right, name=question.asked_by, until=until) for right in words.rights]
    source = style.text(f"{_SOURCES[words.language]}: {cite(*_LAW)}.", style.SMALL)
    return [*story, blocks.heading(words.know), blocks.box(rights), blocks.gap(2), source, blocks.new_page()]


_SOURCES = {"nl": "Bron", "en": "Sources (in Dutch)"}
_LAW = ("avg-4-7", "avg-7-3", "avg-15", "avg-77", "uavg-5", "jeugd-12", "lpw-21")
"""Behind what the form says of refusing, stopping, reading, who decides, and what the school must report."""


def _choice(question: Question, words: FormWords) -> list[Flowable]:
    categories = [category for category in DataCategory if category in question.categories]
    parties = [party for party in question.parties if not (party.own_staff or party.is_family)]
    head = [style.text(words.sharing_with, style.HEAD_CELL)]
    head += [style.text(words.categories[category][0], style.HEAD_CENTRED) for category in categories]
    rows = [
        [style.text(words.parties[party], style.VALUE), *(style.text(_TICK, style.TICK) for _ in categories)]
        for party in parties
    ]
    tick_width = 22 * mm
    widths = [style.CONTENT_WIDTH - tick_width * len(categories), *([tick_width] * len(categories))]
    meanings = [
        blocks.bullet(
            "<b>{word}:</b> {meaning}.", word=words.categories[category][0], meaning=words.categories[category][1]
        )
        for category in categories
    ]
    return [
        blocks.heading(words.choice), style.text(words.choose), blocks.gap(1), blocks.grid(head, rows, widths),
        blocks.gap(4), style.text(words.meaning, style.STRONG), blocks.gap(1), *meanings,
    ]  # fmt: skip


def _signing(question: Question, words: FormWords) -> list[Flowable]:
    intro: list[Flowable] = [blocks.heading(words.sign), style.text(words.signers)]
    if GiverRole.PUPIL_12 in question.givers and words.young:
        intro.append(style.text(words.young))
    first, *others = [_signature(words.givers[giver], words) for giver in question.givers]
    return [
        KeepTogether([*intro, blocks.gap(1), first]),
        *(KeepTogether([blocks.gap(2), other]) for other in others),
        blocks.gap(3),
        blocks.blanks([words.received, words.received_by]),
    ]


def _signature(giver: str, words: FormWords) -> Table:
    """One giver's own yes or no, with room for a name, a date and a signature."""
    answer = [
        style.text(giver, style.STRONG), blocks.gap(1.5),
        blocks.bullet(words.yes, mark=_TICK), blocks.bullet(words.no, mark=_TICK),
    ]  # fmt: skip
    name = [style.text(words.name, style.LABEL), *blocks.lines(1, 5.8 * mm), blocks.gap(1)]
    name += [style.text(words.date, style.LABEL), *blocks.lines(1, 5.8 * mm)]
    widths = [0.42 * style.CONTENT_WIDTH, 0.29 * style.CONTENT_WIDTH, 0.29 * style.CONTENT_WIDTH]
    return blocks.framed([[answer, name, [style.text(words.signature, style.LABEL)]]], widths)


def _long_date(day: date, language: str) -> str:
    return format_date(day) if language == "nl" else f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
