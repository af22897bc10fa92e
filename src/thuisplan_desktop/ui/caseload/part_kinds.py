"""How each kind of part of a case is listed and asked for."""

from datetime import date, timedelta

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.dutch import format_date_short, join_words
from thuisplan_desktop.register.case_codes import (
    Addressee,
    DuoKind,
    EscalationTrigger,
    HandoverTo,
    MeasureKind,
    Organisation,
    TalkPartner,
)
from thuisplan_desktop.register.codes import Vrijstelling
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.plan import Agreement
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod
from thuisplan_desktop.register.talk import Handover, InView, Talk
from thuisplan_desktop.ui.caseload.part_card import Kind
from thuisplan_desktop.ui.models.rows import Column


def day(value: date | None) -> str:
    return format_date_short(value) if value else "–"


class Kinds:
    """One method a kind; `today` is the day a new part begins with."""

    def __init__(self, today: date) -> None:
        self._today = today

    def exemptions(self) -> Kind[Exemption]:
        return Kind(
            heading="Vrijstellingen",
            one="Vrijstelling",
            help="Meestal 5 onder a, b of c. Het losse 5a is iets anders: trekkend bestaan. "
            f"Bron: {cite('lpw-5')}.",
            empty="Er is geen vrijstelling vastgelegd.",
            columns=(
                Column("Soort", lambda row: row.kind.label, explain=lambda row: row.kind.label),
                Column("Vanaf", lambda row: day(row.starts_on), lambda row: row.starts_on),
                Column("Tot en met", lambda row: day(row.ends_on), lambda row: row.ends_on),
                Column("Duur", lambda row: row.duration.label if row.duration else "–"),
                Column("Advies swv", lambda row: row.swv_advice.label if row.swv_advice else "–"),
            ),
            fields=(
                "kind", "duration", "starts_on", "ends_on", "grounds", "offer_considered", "declared_on",
                "independent", "no_development", "swv_asked_on", "swv_advised_on", "swv_advice", "parents_wish",
                "discussed_on",
            ),
            fresh=lambda case_id: Exemption(id=new_id(), case_id=case_id, kind=Vrijstelling.ART5_ONDER_A),
            newest_first=1,
        )  # fmt: skip

    def school_periods(self) -> Kind[SchoolPeriod]:
        return Kind(
            heading="Eerdere inschrijvingen",
            one="Inschrijving",
            help="De inschrijving van nu staat hierboven. Zo blijft te zien of er een gat tussen zat.",
            empty="Er zijn geen eerdere inschrijvingen vastgelegd.",
            columns=(
                Column("School", lambda row: row.school_name),
                Column("BRIN", lambda row: f"{row.brin}{row.branch if row.brin else ''}"),
                Column("Ingeschreven op", lambda row: day(row.starts_on), lambda row: row.starts_on),
                Column("Uitgeschreven op", lambda row: day(row.ends_on), lambda row: row.ends_on),
            ),
            fields=("school_name", "brin", "branch", "starts_on", "ends_on"),
            fresh=lambda case_id: SchoolPeriod(id=new_id(), case_id=case_id, school_name=""),
            newest_first=2,
        )

    def duo_reports(self) -> Kind[DuoReport]:
        return Kind(
            heading="Meldingen bij DUO",
            one="Melding",
            help="Melden doet u in uw leerlingadministratie. Hier staat wanneer het gedaan is; geen termijn telt vanaf "
            "een melding.",
            empty="Er is nog geen melding vastgelegd.",
            columns=(
                Column("Verzuimsoort", lambda row: row.kind.label),
                Column("Gemeld op", lambda row: day(row.reported_on), lambda row: row.reported_on),
                Column("Eerste dag", lambda row: day(row.starts_on), lambda row: row.starts_on),
                Column("Einddatum", lambda row: day(row.ends_on), lambda row: row.ends_on),
            ),
            fields=("kind", "reported_on", "starts_on", "ends_on"),
            fresh=lambda case_id: DuoReport(id=new_id(), case_id=case_id, kind=DuoKind.LRV, reported_on=self._today),
            newest_first=1,
        )

    def measures(self) -> Kind[Measure]:
        return Kind(
            heading="Schorsing en verwijdering",
            one="Maatregel",
            help="Een schorsing duurt ten hoogste één week. Verwijderen kan pas als een andere school bereid is. "
            f"Bron: {cite('schorsing', 'verwijdering')}.",
            empty="Er is geen schorsing of verwijdering vastgelegd.",
            columns=(
                Column("Maatregel", lambda row: row.kind.label),
                Column("Vanaf", lambda row: day(row.starts_on), lambda row: row.starts_on),
                Column("Tot en met", lambda row: day(row.ends_on), lambda row: row.ends_on),
                Column("Andere school bereid", lambda row: day(row.other_school_on), lambda row: row.other_school_on),
            ),
            fields=("kind", "starts_on", "ends_on", "parents_told_on", "inspectorate_told_on", "other_school_on"),
            fresh=lambda case_id: Measure(
                id=new_id(), case_id=case_id, kind=MeasureKind.SUSPENSION, starts_on=self._today
            ),
            newest_first=1,
        )

    def talks(self) -> Kind[Talk]:
        return Kind(
            heading="Gesprekken",
            one="Gesprek",
            help="Registreren is een middel om op tijd in gesprek te gaan (Noord-Kennemerland, activiteiten). Laat ook "
            "de leerling zelf aan het woord.",
            empty="Er is nog geen gesprek vastgelegd. Begin daar: met de leerling en de ouders.",
            columns=(
                Column("Dag", lambda row: day(row.held_on), lambda row: row.held_on),
                Column("Met wie", _present, explain=_present),
                Column("Stem van de leerling", lambda row: row.voice, explain=lambda row: row.voice),
                Column("Volgende stap", lambda row: row.next_step, explain=lambda row: row.next_step),
            ),
            fields=("held_on", "kind", "present", "voice_how", "voice", "voice_used", "note", "next_step"),
            fresh=lambda case_id: Talk(id=new_id(), case_id=case_id, held_on=self._today),
            newest_first=0,
            stretch=2,
        )

    def agreements(self) -> Kind[Agreement]:
        return Kind(
            heading="Afspraken",
            one="Afspraak",
            help="",
            empty="Er zijn nog geen afspraken.",
            columns=(
                Column("Wat", lambda row: row.text, explain=lambda row: row.text),
                Column("Wie", lambda row: row.owner),
                Column("Uiterlijk op", lambda row: day(row.due_on), lambda row: row.due_on),
                Column("Gedaan op", lambda row: day(row.done_on), lambda row: row.done_on),
            ),
            fields=("text", "owner", "due_on", "done_on"),
            fresh=lambda case_id: Agreement(
                id=new_id(), case_id=case_id, text="", due_on=self._today + timedelta(days=14)
            ),
            oldest_first=2,
        )

    def in_view(self) -> Kind[InView]:
        return Kind(
            heading="In beeld bij",
            one="Partij",
            help="Wie weet dat deze leerling niet (volledig) naar school gaat, en sinds wanneer. In het primair "
            "onderwijs hoort de jeugdarts daarbij (Noord-Kennemerland, activiteiten).",
            empty="Nog niet vastgelegd bij wie de leerling in beeld is.",
            columns=(
                Column("Partij", lambda row: row.party.label),
                Column("Sinds", lambda row: day(row.since), lambda row: row.since),
            ),
            fields=("party", "since"),
            fresh=lambda case_id: InView(id=new_id(), case_id=case_id, party=Organisation.SCHOOL, since=self._today),
        )

    def escalations(self) -> Kind[Escalation]:
        return Kind(
            heading="Opschaling",
            one="Opschaling",
            help="Wie beslist, en tot wanneer: zes weken, met een reden nog vier. Daarna is het stagnatie "
            "(Zuid-Limburg 2018, §3.4.1). Schrijf hier niets over politie of justitie. "
            f"Bron: {cite('toelating')}.",
            empty="Er is nog niet opgeschaald.",
            columns=(
                Column("Dag", lambda row: day(row.escalated_on), lambda row: row.escalated_on),
                Column("Naar", lambda row: row.addressee.label),
                Column("Aanleiding", lambda row: row.trigger.label, explain=lambda row: row.trigger.label),
                Column("Uiterlijk", lambda row: day(row.decide_by), lambda row: row.decide_by),
                Column("Besloten", lambda row: day(row.decided_on), lambda row: row.decided_on),
            ),
            fields=(
                "trigger", "addressee", "escalated_on", "requested_on", "extended_days", "extended_on",
                "extension_reason", "decided_on", "decision", "decided_by", "accounted_on",
            ),
            fresh=lambda case_id: Escalation(
                id=new_id(), case_id=case_id, trigger=EscalationTrigger.NOT_PLACED_WELL,
                addressee=Addressee.TEAM_LEADER, escalated_on=self._today,
            ),
            newest_first=0,
            stretch=2,
        )  # fmt: skip

    def handovers(self) -> Kind[Handover]:
        return Kind(
            heading="Overdracht",
            one="Overdracht",
            help="Zodat niemand uit beeld raakt bij een overstap, bij voorkeur in een gesprek (Noord-Kennemerland "
            "2017). Voor een overdracht op naam is toestemming nodig, of een wet die het voorschrijft.",
            empty="Deze casus is nog niet overgedragen.",
            columns=(
                Column("Dag", lambda row: day(row.handed_on), lambda row: row.handed_on),
                Column("Aan", lambda row: row.to.label),
                Column("Naam", lambda row: row.receiver),
                Column("Warm", lambda row: "ja" if row.warm else "nee"),
            ),
            fields=("receiver", "warm", "note"),
            explanation="Aan wie, wat en wanneer staan vast: daarvan is een regel bij 'Delen'. Was het een vergissing, "
            "verwijder dan de overdracht; de regel blijft staan.",
            fresh=lambda case_id: Handover(id=new_id(), case_id=case_id, to=HandoverTo.SCHOOL, handed_on=self._today),
            newest_first=0,
            stretch=2,
        )


def _present(talk: Talk) -> str:
    return join_words([one.label for one in TalkPartner if one in talk.present])
