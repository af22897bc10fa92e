"""Targets of the region, trends over its tellingen, and notes where a number can't be compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.released import readable
from thuisplan_desktop.actions.releasing import counted_of, every_release, showing
from thuisplan_desktop.actions.typed import line
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import InvalidTarget
from thuisplan_desktop.region import targets, trends
from thuisplan_desktop.region.breaks import Aims, breaks_in
from thuisplan_desktop.region.targets import Target
from thuisplan_desktop.region.trends import Goal, LeftOut, Notes, Released, Trend
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.promise import Promise
from thuisplan_desktop.store import region_books, target_books, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.target_books import Annotation


@dataclass(frozen=True)
class Goals:
    """Every target with its trend, and every line that has one. Empty before the first telling was added up."""

    goals: tuple[Goal, ...]
    trends: tuple[Trend, ...]
    promises: tuple[Promise, ...] = ()
    """What the definitions promise with which was counted."""
    left_out: tuple[LeftOut, ...] = ()
    """Of what was added up: what readers don't get, or not yet."""
    notes: Notes = field(default_factory=dict)
    """What somebody noted, by telling, report and line; an empty line is the whole report."""


def list_goals(register: OpenRegister) -> Goals:
    """Everything on the page Doelen, protected. A telling shown for the first time is published by it."""
    need(register, Role.REGION)
    with register.read() as connection:
        known = [kept.id for kept in telling_books.load_tellingen(connection)]
    with showing(register, known) as connection:
        every = every_release(connection, register.today())
        released = every.released
        notes = notes_of(connection)
        return Goals(
            trends.goals(target_books.load_targets(connection), released, notes, counted_of(connection)),
            trends.trends(released, notes),
            _promises(released),
            every.left_out,
            notes,
        )


def _promises(released: Sequence[Released]) -> tuple[Promise, ...]:
    """Of the last telling; a set of one school's own is not known here."""
    names = {table.definitions for one in released[-1:] for table in one.tables} & set(definitions.names())
    return tuple(one for name in sorted(names) for one in definitions.load(name).targets)


def list_targets(register: OpenRegister) -> tuple[Target, ...]:
    """What the region aims at, without any number of a telling."""
    need(register, Role.REGION)
    with register.read() as connection:
        return target_books.load_targets(connection)


def list_aims(register: OpenRegister) -> Aims:
    """What is needed to say beside any sum whether a target is reached, without any number of a telling."""
    need(register, Role.REGION)
    with register.read() as connection:
        return Aims(target_books.load_targets(connection), breaks_in(counted_of(connection)))


def set_target(register: OpenRegister, target: Target) -> Changed:
    """Keep a target, new (without id) or changed. Value: the Target. Raises InvalidTarget, UnknownReport,
    UnknownLine, InvalidCase for a text that is too long.

    A nulmeting stands in every report; so it is no number of a telling here that readers don't have. Such a refusal
    tells whoever tries what that number is: it is logged, as looking at the exact sums is.
    """
    need(register, Role.REGION)
    targets.check(target)
    source, note = line(target.baseline_source, "waar de nulmeting staat"), line(target.note, "wat niet meetelt")
    kept = replace(target, id=target.id or new_id(), baseline_source=source, note=note)
    report(kept.report).label(kept.cell)
    try:
        with register.change() as connection:
            _check_readable(connection, kept)
            target_books.save_target(connection, kept)
            register.log(connection, "target_set")
    except InvalidTarget:
        with register.change() as connection:
            register.log(connection, "target_refused")
        raise
    return changed(Kind.REGION, value=kept)


_NEAR = timedelta(days=366)
"""A nulmeting of longer before or after a telling is not of that telling, also when it is the same number."""


def _check_readable(connection: Connection, target: Target) -> None:
    if target.baseline is None:
        return  # else it is the number of every line that a telling of totals alone doesn't have
    for kept in telling_books.load_tellingen(connection):
        if target.baseline_on and abs(target.baseline_on - kept.peildatum) > _NEAR:
            continue
        for one in region_books.load_combined(connection, kept.id):
            sector = report(one.table.report).sector  # a line is one quantity in every report of its sector
            same = sector is report(target.report).sector and one.table.cells.get(target.cell) == target.baseline
            if same and not readable(one, target_books.load_release(connection, kept.id), target.cell):
                raise InvalidTarget(reason=_HIDDEN.format(day=format_date(kept.peildatum)))


_HIDDEN = (
    "dit aantal staat ook in de telling van {day}, en is daarvan niet te lezen, of nog niet; als nulmeting zou het in "
    "elk rapport staan. Neem een nulmeting die al gepubliceerd is, of een doel met een aantal, zonder nulmeting"
)


def remove_target(register: OpenRegister, target_id: str) -> Changed:
    """Forget a target; one that is already gone is fine."""
    need(register, Role.REGION)
    with register.change() as connection:
        target_books.delete_target(connection, target_id)
        register.log(connection, "target_removed")
    return changed(Kind.REGION)


def note_effect(register: OpenRegister, telling_id: bytes, name: str, cell: str, text: str) -> Changed:
    """Note why a number can't be read as a rise or fall (registratie-effect); an empty text takes the note away.

    Without `cell` it is about every line of the report. The numbers of the telling stay as they are.
    Raises NoSuchTelling, UnknownReport, UnknownLine, InvalidCase for a text that is too long.
    """
    need(register, Role.REGION)
    declared = report(name)
    if cell:
        declared.label(cell)
    note = Annotation(
        telling_id=telling_id, report=name, cell=cell, text=line(text, "de notitie"), noted_on=register.today(),
        noted_by=register.who,
    )  # fmt: skip
    with register.change() as connection:
        target_books.save_annotation(connection, note)
        register.log(connection, "effect_noted")
    return changed(Kind.REGION)


def notes_of(connection: Connection) -> dict[tuple[bytes, str, str], str]:
    """What was noted on each telling, report and line."""
    return {(one.telling_id, one.report, one.cell): one.text for one in target_books.load_annotations(connection)}
