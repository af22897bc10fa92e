"""What a salvage saved and what it could not: compared with the newest good backup, told by name, and minded by the
gate from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from thuisplan_desktop import dutch
from thuisplan_desktop.actions import recalling
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.recalling import Memory
from thuisplan_desktop.errors import CannotRead, NoSuchFile, ThuisplanError
from thuisplan_desktop.register import request_rules, salvaged
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import Decision, GiverRole
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.salvaged import GUARDED, Loss
from thuisplan_desktop.store import backups, cases, consents, files, losses, missing, parts, salvage, settings
from thuisplan_desktop.store.missing import Missing
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.salvage import Salvaged
from thuisplan_desktop.store.schema import WorkspaceKind
from thuisplan_desktop.store.superseding import SALVAGED

_NAMED = 20
"""So many cases are named in the report; the rest is told on their own pages."""


@dataclass(frozen=True, repr=False)
class Compared:
    """What is missing, with the names by which it is told. `lost` are cases that are gone, `unnamed` those of which
    nobody knows the name; `gaps` what the cases that are left lack, in the order of their names. `recalled` says that
    settings come from that backup.
    """

    lost: tuple[str, ...] = ()
    unnamed: int = 0
    gaps: tuple[tuple[str, Loss], ...] = ()
    backup_of: datetime | None = None
    recalled: bool = False
    unknown: frozenset[str] = frozenset()
    rules_closed: bool = False


@dataclass(frozen=True, repr=False)
class Rescue:
    """What was read and what was lost, and where the damaged register is."""

    salvaged: Salvaged
    compared: Compared
    aside: Path

    @property
    def told(self) -> tuple[str, ...]:
        """What was saved and what was not, as Dutch sentences; they name pupils, for the screen alone."""
        lines = [*_counted(self.salvaged)]
        if self.salvaged.log_holes:
            lines.append("Waar regels van het logboek ontbreken, staat nu een controlepunt. Alle andere zijn er nog.")
        if self.compared.backup_of is not None:
            lines.append(f"Vergeleken met de reservekopie van {self.compared.backup_of.astimezone():%d-%m-%Y %H:%M}.")
        if self.compared.recalled:
            lines.append("Instellingen die niet te lezen waren, komen uit die reservekopie.")
        lines += _told_of_cases(self.compared)
        lines.append(f"Het beschadigde register is bewaard in de map {self.aside.name}.")
        return tuple(lines)


_INTERNAL = ("log_cases", "log_checkpoints")


def _counted(found: Salvaged) -> tuple[str, ...]:
    order = list(dutch.PARTS)
    known = sorted(found.read, key=lambda name: order.index(name) if name in order else len(order))
    shown = [name for name in known if name not in _INTERNAL and _is_told(found, name)]
    return tuple(_line(name, found.read[name], found.lost[name], unsure=name in found.unsure) for name in shown)


def _is_told(found: Salvaged, name: str) -> bool:
    """Settings only where some are gone: nobody counts them."""
    return bool(found.lost[name] or name in found.unsure or (found.read[name] and name != "settings"))


def _line(table: str, read: int, lost: int, *, unsure: bool) -> str:
    unreadable = f"; {lost} niet leesbaar" if lost else ""
    more = "; het eind van de lijst is niet te lezen, dus er kunnen er meer geweest zijn" if unsure else ""
    return f"Gered: {dutch.part(table, read)}{unreadable}{more}."


def _told_of_cases(found: Compared) -> list[str]:
    lines = [f"Niet gered: {name}" for name in found.lost]
    if found.unnamed:
        lines.append(f"Niet gered: {dutch.part('cases', found.unnamed)} waarvan ook de naam niet te lezen is.")
    counted = [(name, loss) for name, loss in found.gaps if loss.counted]
    lines += [f"Van casus {name} {salvaged.lacking(loss)}." for name, loss in counted[:_NAMED]]
    if more := counted[_NAMED:]:
        lines.append(f"Ook van {dutch.part('cases', len(more))} ontbreekt iets; het staat op de pagina van de casus.")
    lines += _consequences(found)
    return lines


_CONSENT_DOUBTED = (
    "Waar een toestemming of betrokkene ontbreekt, kan iets zijn ingetrokken. Daar telt eerdere toestemming niet meer: "
    "vraag die opnieuw."
)
_STOPPED = (
    "Waar een verzoek ontbreekt, staat nu een beperking: bewaren mag, delen niet. Zoek het verzoek op in uw "
    "administratie en hef de beperking op bij Verzoeken in de casus."
)
_RULES_CLOSED = (
    "Instellingen waar delen van afhangt waren niet te lezen. Alles vraagt nu toestemming, totdat u de deelregels "
    "opnieuw kiest bij Regels. Loop ook de andere instellingen na."
)
_UNKNOWN = "Niet te zien is bij welke casussen er ontbreken: {parts}. Daarom geldt dit voor elke casus:"


def _consequences(found: Compared) -> list[str]:
    lines = []
    unknown = [dutch.PARTS[table][1] for table in dutch.PARTS if table in found.unknown and table in GUARDED]
    if unknown:
        lines.append(_UNKNOWN.format(parts=dutch.join_words(unknown)))
    if any(loss.touches_consent for _, loss in found.gaps):
        lines.append(_CONSENT_DOUBTED)
    if any(loss.about(("requests",)) for _, loss in found.gaps):
        lines.append(_STOPPED)
    if found.rules_closed:
        lines.append(_RULES_CLOSED)
    return lines


def compare_and_mark(folder: Path, register_id: str, data_key: bytes, found: Salvaged, now: datetime) -> Compared:
    """What is missing of which case; what was salvaged gets to know it, before it takes the place of the damaged one.

    Raises DiskFull, CannotWrite; what was salvaged is gone then.
    """
    with salvage.saved(folder, data_key) as saved:
        settings.put(saved, SALVAGED, now.isoformat())
        beside = _beside_backup(folder, register_id, data_key, found, saved)
        recalled = recalling.recall(saved, found.kind, found.missing, beside.memory)
        if found.kind is not WorkspaceKind.COORDINATOR:
            return Compared(backup_of=beside.made_at if recalled else None, recalled=recalled)
        lost = _lost(beside.gone, beside.names, found)
        gaps = _gaps(saved, beside.gone, now.astimezone().date())
        return Compared(
            lost=tuple(beside.names[case_id] for case_id in lost if case_id in beside.names),
            unnamed=sum(case_id not in beside.names for case_id in lost),
            gaps=_by_name(saved, gaps),
            backup_of=beside.made_at,
            recalled=recalled,
            unknown=beside.gone.unknown,
            rules_closed=_mark(saved, beside.gone, gaps),
        )


@dataclass(frozen=True, repr=False)
class _Beside:
    """What is missing, seen beside the newest backup that can be read: the names of its cases, what it remembers."""

    gone: Missing
    names: Mapping[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    made_at: datetime | None = None


def _beside_backup(folder: Path, register_id: str, data_key: bytes, found: Salvaged, saved: Connection) -> _Beside:
    place = folder / files.BACKUPS
    try:
        listed = backups.listing(place, register_id, data_key)
    except (CannotRead, NoSuchFile):
        listed = ()
    for kept in listed:
        try:
            with backups.opened(kept.path, data_key, place) as (head, _, copy), copy.begin():
                memory = recalling.memory_of(copy, found.kind)
                if found.kind is not WorkspaceKind.COORDINATOR:
                    return _Beside(found.missing, {}, memory, head.made_at)
                names = {line.id: line.full_name for line in cases.load_lines(copy)}
                return _Beside(missing.beside_copy(found.missing, copy, saved), names, memory, head.made_at)
        except ThuisplanError:
            continue
    return _Beside(found.missing)


def _lost(gone: Missing, known: Mapping[str, str], found: Salvaged) -> tuple[str, ...]:
    """The cases that are gone. Where the register can't say which there were, the backup does."""
    by_backup = [case_id for case_id in known if case_id not in found.case_ids] if "cases" in gone.unknown else []
    return tuple(dict.fromkeys((*sorted(gone.cases - found.case_ids), *by_backup)))


def _gaps(saved: Connection, gone: Missing, today: date) -> dict[str, Loss]:
    """What every case that is left lacks; 0 of what the gate rests on and nobody can tell."""
    guarded = {table for table in GUARDED if table in gone.unknown}
    if losses.KEY in gone.settings or "settings" in gone.unknown:  # what an earlier salvage left in doubt
        guarded |= {"consents", "discussions"}
    found = {}
    for line in cases.load_lines(saved):
        counted = {**dict.fromkeys(guarded, 0), **gone.parts.get(line.id, {})}
        if counted:
            loss = Loss(today, counted)
            found[line.id] = Loss(today, counted, _doubted(saved, line.id) if loss.touches_consent else frozenset())
    return found


def _doubted(saved: Connection, case_id: str) -> frozenset[str]:
    """Only what was answered: a question that waits may still get its answer."""
    answers = consents.load_consents(saved, case_id)
    return frozenset(one.id for one in answers if one.decision is Decision.GIVEN)


def _by_name(saved: Connection, gaps: Mapping[str, Loss]) -> tuple[tuple[str, Loss], ...]:
    named = [(line.full_name, gaps[line.id]) for line in cases.load_lines(saved) if line.id in gaps]
    return tuple(sorted(named, key=lambda pair: pair[0]))


def _mark(saved: Connection, gone: Missing, gaps: Mapping[str, Loss]) -> bool:
    """Let the gate mind it; whether the sharing rules had to be closed."""
    losses.save_losses(saved, salvaged.merged(losses.load_losses(saved), gaps))
    for case_id, loss in gaps.items():
        if loss.about(("requests",)):
            parts.save(saved, _restriction(saved, case_id, loss.on))
    closed = "settings" in gone.unknown or bool(gone.settings & {"sharing_rules", "role"})
    if closed:
        settings.put(saved, "sharing_rules", "niet te lezen bij het redden van het register")
    return closed


def _restriction(saved: Connection, case_id: str, today: date) -> Request:
    """A request that can't be read may have stopped sharing, so sharing stops until somebody knows."""
    entitled = request_rules.entitled(cases.load_case_file(saved, case_id), today)
    return Request(
        id=new_id(),
        case_id=case_id,
        kind=RequestKind.RESTRICTION,
        asked_by=entitled[0] if entitled else GiverRole.PARENT,
        asked_on=today,
        subject="Niet te lezen bij het redden van het beschadigde register. Zoek op wat er gevraagd was.",
        decided_on=today,
        outcome=RequestOutcome.GRANTED,
    )
