"""What no list may bring in: found by the head of a column, and a BSN also by its digits (`intake.elfproef`).

AVG article 5(1)(c) (no more than needed); free text holds diagnoses and names of others.
"""

from collections.abc import Mapping

from thuisplan_desktop.intake import elfproef

BSN = "bsn"
OTHER = "andere kolom"
"""The name of a column that is not known is not repeated: it may itself say something about a pupil."""

_PARTS_OF_HEADS: Mapping[str, tuple[str, ...]] = {
    BSN: ("bsn", "burgerservice", "sofi", "onderwijsnummer", "ondwnr", "persoonsgebonden nummer"),
    "e-mail": ("mail",),
    "eckid": ("eckid", "eck id", "eck-id"),
    "foto": ("foto", "photo"),
    "etniciteit": ("etnici", "cultuurgroep", "afkomst"),
    "land": ("geboorteland", "land van", "nationaliteit"),
    "gewicht": ("gewicht",),
    "geslacht": ("geslacht", "m/v"),
    "diagnose": ("diagnose", "medisch", "allergi", "medicijn"),
    "opmerking": ("opmerking", "toelichting", "omschrijving", "notitie", "aantekening", "bijzonderhe", "memo"),
}
_WHOLE_HEADS: Mapping[str, str] = {"land": "land", "pgn": BSN, "religie": "religie", "tekst": "opmerking"}


def label_of(head: str) -> str:
    """What a column would bring that is never kept; '' when its head says nothing of the kind."""
    folded = " ".join(head.casefold().replace("_", " ").split())
    if folded in _WHOLE_HEADS:
        return _WHOLE_HEADS[folded]
    return next(
        (label for label, parts in _PARTS_OF_HEADS.items() if any(part in folded for part in parts)),
        "",
    )


def label_in(value: str) -> str:
    """What inside a value is never kept, whatever its column: an address of e-mail or a BSN; empty for none."""
    if "@" in value:
        return "e-mail"
    return BSN if elfproef.stands_in(value) else ""


class Column:
    """Counts what a column holds while a list is read."""

    def __init__(self, head: str) -> None:
        self.label = label_of(head)
        self.filled = 0
        self.like_bsn = 0

    def see(self, value: str) -> None:
        if value and not value.isspace():
            self.filled += 1
            self.like_bsn += elfproef.is_like(value)

    @property
    def holds_bsn(self) -> bool:
        """By its head, or because half of it passes the elfproef: of other numbers one in eleven does."""
        return self.label == BSN or (self.like_bsn > 0 and self.like_bsn * 2 >= self.filled)
