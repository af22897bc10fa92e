"""Procesplaat gegevensdeling: per step who gives, who gets, which data, what for, on what ground, and what to record.

Printed from the sharing rules that hold on the day, so that paper and program can't differ (domain §2.7).
"""

from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.codes import DataCategory, Party, Purpose, Role, Route
from thuisplan_desktop.register.sharing_rules import RuleSet, SharingRule

KIND = "Procesplaat gegevensdeling"
_INTRO = (
    "Welke gegevens over een leerling mag u met wie delen? Staat een ontvanger of gegeven er niet bij? Deel het dan "
    "niet, en vraag het na bij de functionaris gegevensbescherming."
)
_ALWAYS = (
    "Deel alleen wat voor dit doel nodig is.",
    "Leg elke keer vast: aan wie, wat, waarvoor en op welke grondslag.",
    "Vertel de ouders en de leerling wat u deelt, ook als toestemming niet nodig is.",
)
_HOLDERS = {Role.SCHOOL: "de school", Role.CONSULENT: "het samenwerkingsverband"}
_DOUBT = "Bij 'nog te controleren' is de wettekst van nu nog niet naast deze regel gelegd. De functionaris doet dat."


def process_card(rules: RuleSet, holder: Role, on: date) -> bytes:
    """The card of one organisation as PDF: the rules that hold on that day, those without consent first."""
    found = [rule for rule in rules.rules if holder in rule.holders and rule.holds_on(on)]
    ordered = sorted(found, key=lambda rule: (rule.route is not Route.BY_NAME, rule.needs_consent))
    foot = f"{rules.title}, versie {rules.version}, geldig vanaf {format_date(rules.valid_from)}"
    return render(
        Sheet(kind=KIND, notice=f"Stand op {format_date(on)}", foot=foot),
        lambda: [*_opening(rules, holder), *_overview(ordered), *_cards(ordered, holder)],
    )


def _opening(rules: RuleSet, holder: Role) -> list[Flowable]:
    points = [blocks.bullet(words) for words in _ALWAYS]
    return [
        *blocks.title(rules.title, "Wat mag ik met wie delen?", f"Voor {_HOLDERS[holder]}"),
        style.text(_INTRO, style.LEAD),
        blocks.box([style.text("Altijd", style.STRONG), blocks.gap(1), *points]),
    ]


def _overview(rules: list[SharingRule]) -> list[Flowable]:
    head = [style.text(words, style.HEAD_CELL) for words in ("", "Stap", "Aan wie", "Toestemming")]
    widths = [9 * mm, 88 * mm, style.CONTENT_WIDTH - 122 * mm, 25 * mm]
    rows: list[list[Flowable | str]] = [
        [
            style.text(f"{number}", style.STRONG),
            style.text(rule.step, style.VALUE),
            style.text(_short(rule, number), style.SMALL),
            style.text(_consent(rule), style.STRONG if rule.needs_consent else style.VALUE),
        ]
        for number, rule in enumerate(rules, 1)
    ]
    heading = blocks.heading("In één oogopslag")
    heading.keepWithNext = False  # it would take the whole table with it to the next page
    return [CondPageBreak(60 * mm), heading, blocks.grid(head, rows, widths)]


def _cards(rules: list[SharingRule], holder: Role) -> list[Flowable]:
    cards = [KeepTogether(_card(number, rule, holder)) for number, rule in enumerate(rules, 1)]
    return [blocks.new_page(), *cards, blocks.gap(4), style.text(_DOUBT)]


def _card(number: int, rule: SharingRule, holder: Role) -> list[Flowable]:
    """One step: who to whom, what, what for, on what ground, within which limits."""
    consent = {"ja": "Alleen met toestemming", "nee": "Zonder toestemming"}.get(_consent(rule), "Eerst vragen")
    lines: list[Flowable] = [
        style.rich("<b>{giver} → {receivers}</b>", giver=_HOLDERS[holder], receivers=_receivers(rule)),
        style.rich("<b>Wat:</b> {told}. <b>Waarvoor:</b> {purposes}.", told=_labels(rule), purposes=_purposes(rule)),
        style.rich("<b>{consent}</b>{ages}. Grondslag: {basis}.", consent=consent, ages=_ages(rule),
                   basis=rule.basis.label),
        *(blocks.bullet("{limit}", limit=limit) for limit in rule.limits),
        style.text(f"Vastleggen in: {rule.record_in}. Geldt {_validity(rule)}. Bron: {rule.cited}.", style.SMALL),
    ]  # fmt: skip
    return [blocks.heading(f"{number}.  {rule.step}"), blocks.box(lines, warning=rule.needs_consent)]


def _purposes(rule: SharingRule) -> str:
    return join_words([one.label for one in Purpose if one in rule.purposes])


def _short(rule: SharingRule, number: int) -> str:
    return _receivers(rule) if len(rule.to) <= 4 else f"{len(rule.to)} partijen, zie {number} hierna"


def _receivers(rule: SharingRule) -> str:
    if rule.route is not Route.BY_NAME:
        return "wie aan tafel zit, zonder naam"
    return join_words([party.label for party in Party if party in rule.to])


def _labels(rule: SharingRule) -> str:
    if rule.route is not Route.BY_NAME:
        return "een tekst zonder naam, door een mens nagekeken"
    return join_words([one.label for one in DataCategory if one in rule.categories])


def _consent(rule: SharingRule) -> str:
    if rule.route is Route.ANONYMOUS:
        return "eerst vragen"
    return "ja" if rule.needs_consent else "nee"


def _ages(rule: SharingRule) -> str:
    if rule.from_age and rule.until_age < 100:
        return f", bij {rule.from_age} tot en met {rule.until_age - 1} jaar"
    return f", tot {rule.until_age} jaar" if rule.until_age < 100 else ""


def _validity(rule: SharingRule) -> str:
    until = f" tot en met {format_date(rule.valid_until)}" if rule.valid_until else ""
    return f"vanaf {format_date(rule.valid_from)}{until}"
