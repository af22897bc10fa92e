"""The page that goes with a file: what it is, for which telling, from which keys. Never a count, never a name of a
school or a person. Plain data; `pdf` prints it.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.crypto.keyring import fingerprint, words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.exchange.sealed_file import Kind, file_hash, kind_of
from thuisplan_desktop.region.telling import PartyKeys


@dataclass(frozen=True)
class Leesbrief:
    """A title, rows of label and value, and what the receiver is asked to do: all Dutch."""

    title: str
    rows: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]


_WHAT_TO_DO = {
    Kind.PROFILE: "Open dit bestand in Thuisplan bij ‘Regio’ en vergelijk de twaalf woorden aan de telefoon.",
    Kind.ENROLMENT: "Bel de afzender op een nummer dat u al had en vergelijk de twaalf woorden.",
    Kind.TELLING: "Een school opent dit bestand in Thuisplan bij ‘Tellen’, de sleutelhouder een voorstel bij "
    "‘Verzoek’. Klopt de deelnemerslijst niet, teken dan niet mee.",
    Kind.COUNTS: "Open dit bestand in Thuisplan bij ‘Ontvangen’. Wie het onderweg opent, leest er geen aantal in. "
    "De afzender stuurt elk bestand dat hij maakt, ook na een verbetering: een volgend bestand past anders niet.",
    Kind.PROTECTED_COUNTS: "De inschrijver geeft dit bestand ongelezen door; de regio opent het bij ‘Ontvangen’. "
    "Wie het onderweg opent, leest er geen aantal in.",
    Kind.PSEUDONYMS: "Open dit bestand in Thuisplan bij ‘Deelnemers’. Er staan geen namen in.",
    Kind.SUM_REQUEST: "Open dit bestand in Thuisplan bij ‘Verzoek’. De delen erin zijn ongelezen doorgegeven.",
    Kind.SUM_ANSWER: "Open dit bestand in Thuisplan bij ‘Optellen’. Het bevat één som over alle afzenders.",
}


def leesbrief(
    data: bytes,
    sender: PartyKeys,
    region: str,
    *,
    peildatum: date | None = None,
    telling_id: bytes = b"",
    log_words: str = "",
) -> Leesbrief:
    """The page for a file that was just made; raise NotAThuisplanFile when `data` is none.

    `region` is its name; peildatum and telling are left out where the file is about none, or where it has no id yet.
    `log_words` is the end of the sender's logbook: on paper elsewhere it shows later that nothing before is gone.
    """
    kind = kind_of(data)
    rows = [
        ("Soort bestand", kind.label),
        ("Regio", region),
        ("Afzender (controlewoorden)", fingerprint(sender.signing, sender.sealing)),
        ("Dit bestand (controlewoorden)", words_of(file_hash(data))),
    ]
    about = [("Peildatum", format_date(peildatum))] if peildatum else []
    about += [("Telling (controlewoorden)", words_of(telling_id))] if telling_id else []
    rows[2:2] = about
    rows += [("Einde van het logboek", log_words)] if log_words else []
    return Leesbrief(
        title=f"Leesbrief bij {kind.label}",
        rows=tuple(rows),
        paragraphs=(
            _WHAT_TO_DO[kind],
            "Deze brief noemt geen school, geen leerling en geen aantal. Bewaar hem bij het bestand.",
        ),
    )
