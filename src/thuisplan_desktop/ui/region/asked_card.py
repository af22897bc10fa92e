"""What the samenwerkingsverband asks of the key holder, which refusals were checked, and the one thing to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from thuisplan_desktop.actions.keyholding import Asked
from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.ui.region.changes import changes_text, short_text
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel

_SIGNED = "Ondertekend door het samenwerkingsverband, onder het profiel dat u vastlegde."
_COSIGN = "U tekent alleen voor de peildatum en de deelnemers. Er wordt nog niets geteld of opgeteld."
_REST = (
    "Het samenwerkingsverband zegt dat de som die u gaf niet kan kloppen: één deelnemer leverde iets anders dan een "
    "telling. Met deze som leert het niets over één school: elke groep is groot genoeg, en niemand koos haar."
)
_ANSWER = "U geeft één som over alle deelnemers samen. Voor deze regio en peildatum is het de enige, voorgoed."


class AskedCard(Card):
    """`agreed` comes when the user signs or answers, `put_aside` when he does neither. Hidden without a request."""

    agreed = Signal()
    put_aside = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = text.heading("")
        self._facts = Facts()
        self._checks = QWidget()
        self._check_column = QVBoxLayout(self._checks)
        self._check_column.setContentsMargins(0, 0, 0, 0)
        self._means, self._few = text.hint(""), text.label("", "problem")
        self.agree_button = IconButton("", "seal", look="primary")
        self.aside_button = IconButton("Nu niet", look="quiet")
        self._lay_out()
        self.agree_button.clicked.connect(self.agreed)
        self.aside_button.clicked.connect(self.put_aside)
        self.hide()

    def show_asked(self, asked: Asked) -> None:
        self._heading.setText("Optelverzoek" if asked.for_sum else "Voorgestelde telling")
        self.setAccessibleName(self._heading.text())
        self._facts.show_facts(_facts(asked))
        self._show_checks(_checks(asked))
        self._means.setText(_means(asked))
        coarse = _forgotten(asked) or changes_text(asked.changes, asked.totals_only, asked.min_senders)
        few = " ".join(filter(None, (short_text(asked.short), coarse)))
        self._few.setText(few)
        self._few.setVisible(bool(few))
        self.agree_button.setText("Antwoord opslaan…" if asked.for_sum else "Meetekenen en opslaan…")
        self.show()
        self.agree_button.setFocus()

    def shown(self) -> str:
        """Heading, facts, checks and meaning, as they stand on screen."""
        parts = (*self._facts.findChildren(QLabel), *self._checks.findChildren(QLabel))
        return "\n".join(one.text() for one in (self._heading, *parts, self._few, self._means) if one.text())

    def _lay_out(self) -> None:
        buttons = row_of(self.agree_button, self.aside_button)
        checked = text.label("Nagegaan, en in orde:")
        above = (self._heading, self._facts, text.rule(), checked, self._checks, text.rule())
        for part in (*above, self._few, self._means, buttons):
            self.add(part)

    def _show_checks(self, checks: tuple[str, ...]) -> None:
        while self._check_column.count():
            item = self._check_column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for check in checks:
            self._check_column.addWidget(_tick(check))


def _tick(check: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(IconLabel("check", tone="good_ink", scale=1.2))
    row.addWidget(text.label(check), 1)
    return made


def _facts(asked: Asked) -> tuple[tuple[str, str], ...]:
    counted = [("Telt", "; ".join(asked.reports))] if asked.reports else []
    facts = (("Regio", asked.region_name), ("Peildatum", format_date(asked.peildatum)), *counted)
    if not asked.for_sum:
        return (*facts, ("Deelnemers", str(asked.enrolled)))
    delivered = f"{asked.senders} van {asked.enrolled} deelnemers"
    return (*facts, ("Geleverd", delivered), ("Controlewoorden", asked.words))


def _checks(asked: Asked) -> tuple[str, ...]:
    if asked.answered_on:
        return (_SIGNED, f"Dit is hetzelfde verzoek dat u op {format_date(asked.answered_on)} beantwoordde.")
    checks = _sum_checks(asked) if asked.for_sum else _proposal_checks(asked)
    return (*checks, *_own_account(asked))


def _own_account(asked: Asked) -> tuple[str, ...]:
    if not asked.own_account:
        return ()
    where = join_words([sector.value.upper() for sector in asked.own_account])
    return (f"Wie in {where} nergens ingeschreven staat of een vrijstelling heeft, telt één bestuur: eigen opgave.",)


def _proposal_checks(asked: Asked) -> tuple[str, ...]:
    return (
        _SIGNED,
        "Elke deelnemer heeft u zelf ingeschreven, met hetzelfde bestuur en onderwijs.",
        f"Er doen genoeg besturen mee: {_boards(asked)} (minstens {asked.min_senders}).",
        "Binnen 21 dagen van deze peildatum gaf u nog geen som.",
    )


def _sum_checks(asked: Asked) -> tuple[str, ...]:
    halves = plural(asked.senders, "helft is", "helften zijn")
    return (
        _SIGNED,
        "Het gaat over een telling die u meetekende.",
        f"Elk zegel klopt: {halves} geopend, elk van een andere deelnemer van deze telling.",
        f"Er hebben genoeg besturen geleverd: {_boards(asked)} (minstens {asked.min_senders}).",
        _first_or_rest(asked),
    )


def _first_or_rest(asked: Asked) -> str:
    if asked.rest is None:
        return "Voor deze regio en peildatum (21 dagen ervoor en erna) gaf u nog geen som."
    which = f"groep {asked.rest.number} van {asked.rest.of}"
    return f"Het zijn precies de bestanden van de som die u gaf, op die van {which} na: een hele groep."


def _forgotten(asked: Asked) -> str:
    if asked.forgotten_on is None:
        return ""
    return (
        f"Van sommen tot en met {format_date(asked.forgotten_on)} weet dit register niet zeker wie erin zijn opgeteld: "
        "het kwam uit een reservekopie, of is begonnen met een eerdere versie. "
        "Met welke som deze te vergelijken is, weet het dus niet. Daarom komen er drie jaar lang alleen totalen."
    )


def _boards(asked: Asked) -> str:
    return join_words([f"{count} in {sector.value.upper()}" for sector, count in asked.boards])


def _means(asked: Asked) -> str:
    if asked.answered_on:
        return "U kunt hetzelfde antwoord nog eens opslaan, als het onderweg is kwijtgeraakt."
    if asked.rest is not None:
        return _REST
    return _ANSWER if asked.for_sum else _COSIGN
