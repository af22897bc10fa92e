"""What a person reads before trusting a profile, signing a telling or giving a sum, in window and command line."""

from collections.abc import Iterator
from datetime import date

from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.actions.keyholding import Asked
from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.region.change_words import less_text, short_text
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register import definitions

CHECKED = "Nagegaan, en in orde:"
_SIGNED = "Ondertekend door het samenwerkingsverband, onder het profiel dat u vastlegde."
_COSIGN = "U tekent alleen voor de peildatum en de deelnemers. Er wordt nog niets geteld of opgeteld."
_REST = (
    "Het samenwerkingsverband zegt dat de som die u gaf niet kan kloppen: één deelnemer leverde iets anders dan een "
    "telling. Met deze som leert het niets over één school: elke groep is groot genoeg, en niemand koos haar."
)
_ANSWER = "U geeft één som over alle deelnemers samen. Voor deze regio en peildatum is het de enige, voorgoed."

Facts = tuple[tuple[str, str], ...]


def profile_facts(profile: ProfileView) -> Facts:
    """What a profile says, beside the words that are compared."""
    return (
        ("Regio", profile.name),
        ("Definities", definitions.title_of(profile.definitions)),
        ("Telt", "; ".join(profile.reports)),
        ("Telt op", profile.mode.label),
        *([("Kleinste aantal besturen", str(profile.min_senders))] if profile.mode is Mode.SPLIT else []),
        ("Uitgegeven", f"versie {profile.version}, {format_date(profile.issued_on)}"),
    )


def lines_of(facts: Facts) -> Iterator[str]:
    """One line each."""
    return (f"{name}: {said}" for name, said in facts)


def lines(asked: Asked) -> Iterator[str]:
    """All of it, line by line."""
    yield heading(asked)
    yield from lines_of(facts(asked))
    yield CHECKED
    yield from (f"  {check}" for check in checks(asked))
    yield from filter(None, (fewer(asked), means(asked)))


def heading(asked: Asked) -> str:
    """Which of the two it is."""
    return "Optelverzoek" if asked.for_sum else "Voorgestelde telling"


def fewer(asked: Asked) -> str:
    """Why not everything is answered; empty when it is."""
    if asked.forgotten_on is not None:
        return " ".join(filter(None, (short_text(asked.short), _forgotten(asked.forgotten_on))))
    return less_text(asked.short, asked.changes, asked.totals_only, asked.min_senders)


def facts(asked: Asked) -> Facts:
    """What it is about, by name."""
    counted = [("Telt", "; ".join(asked.reports))] if asked.reports else []
    told = (("Regio", asked.region_name), ("Peildatum", format_date(asked.peildatum)), *counted)
    if not asked.for_sum:
        return (*told, ("Deelnemers", str(asked.enrolled)))
    delivered = f"{asked.senders} van {asked.enrolled} deelnemers"
    return (*told, ("Geleverd", delivered), ("Controlewoorden", asked.words))


def checks(asked: Asked) -> tuple[str, ...]:
    """Each refusal that was looked for and doesn't apply."""
    if asked.answered_on:
        return (_SIGNED, f"Dit is hetzelfde verzoek dat u op {format_date(asked.answered_on)} beantwoordde.")
    found = _sum_checks(asked) if asked.for_sum else _proposal_checks(asked)
    return (*found, *_own_account(asked))


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


def _forgotten(until: date) -> str:
    return (
        f"Van sommen tot en met {format_date(until)} weet dit register niet zeker wie erin zijn opgeteld: "
        "het kwam uit een reservekopie, of is begonnen met een eerdere versie. "
        "Met welke som deze te vergelijken is, weet het dus niet. Daarom komen er drie jaar lang alleen totalen."
    )


def _boards(asked: Asked) -> str:
    return join_words([f"{count} in {sector.value.upper()}" for sector, count in asked.boards])


def means(asked: Asked) -> str:
    """What it is that he signs or gives."""
    if asked.answered_on:
        return "U kunt hetzelfde antwoord nog eens opslaan, als het onderweg is kwijtgeraakt."
    if asked.rest is not None:
        return _REST
    return _ANSWER if asked.for_sum else _COSIGN
