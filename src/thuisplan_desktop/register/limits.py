"""From when a signal is given. A school may be stricter than the law, never looser (Ingrado, Van Putten)."""

from dataclasses import dataclass, fields

from thuisplan_desktop.errors import LooserThanLaw
from thuisplan_desktop.register import law


@dataclass(frozen=True)
class Limits:
    """Hours, days and numbers of reports at which a signal is given; months between what returns, 0 for never."""

    sixteen_hours: int = 16
    sick_reports: int = 4
    sick_days_vo: int = 7
    sick_days_po: int = 10
    verzuimcheck_days: int = 14
    warn_days: int = 21
    protocol_months: int = 12
    cooperation_months: int = 12


@dataclass(frozen=True)
class Bounds:
    """What one limit is called, between which numbers it may lie, and what sets its upper end."""

    label: str
    lowest: int
    highest: int
    source: str


BOUNDS = {
    "sixteen_hours": Bounds("Uren ongeoorloofd in vier lesweken", 1, 16, "duo-16"),
    "sick_reports": Bounds("Ziekmeldingen", 1, 4, "mazl-vo"),
    "sick_days_vo": Bounds("Schooldagen achter elkaar ziek (VO)", 1, 7, "mazl-vo"),
    "sick_days_po": Bounds("Schooldagen ziek in een schooljaar (PO)", 1, 10, "mazl-po"),
    "verzuimcheck_days": Bounds("Dagen tussen twee verzuimchecks", 1, 14, "verzuimcheck"),
    "warn_days": Bounds("Dagen vooruit waarschuwen", 7, 60, "doel-drie-maanden"),
    "protocol_months": Bounds("Maanden tussen twee evaluaties van het verzuimprotocol", 1, 12, "protocol"),
    "cooperation_months": Bounds("Maanden tussen twee uitvragen over de samenwerking (0: niet)", 0, 24, "uitvraag"),
}


def check(limits: Limits) -> None:
    """Raise LooserThanLaw for a number outside its bounds, with the reason and its source."""
    for field in fields(Limits):
        bounds, value = BOUNDS[field.name], getattr(limits, field.name)
        if not bounds.lowest <= value <= bounds.highest:
            raise LooserThanLaw(
                what=bounds.label, lowest=bounds.lowest, highest=bounds.highest, source=law.cite(bounds.source)
            )
