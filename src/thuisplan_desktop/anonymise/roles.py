"""What a reader sees instead of a finding: the same role for the same person, never a hole."""

from collections.abc import Sequence

from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading

_PLAIN = {
    Kind.PERSON: "iemand",
    Kind.ADDRESS: "een adres",
    Kind.PLACE: "een plaats",
    Kind.ORG: "een organisatie",
    Kind.DATE: "een datum",
    Kind.PHONE: "een telefoonnummer",
    Kind.EMAIL: "een e-mailadres",
    Kind.ONLINE: "een account",
    Kind.BSN: "een nummer",
    Kind.ID: "een nummer",
    Kind.UNIQUE: "een bijzonderheid",
}


def replacements(reading: Reading, spans: Sequence[Span]) -> tuple[str, ...]:
    """One text for each span, in the same order."""
    return tuple(_PLAIN[span.kind] for span in spans)
