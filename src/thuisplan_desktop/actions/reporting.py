"""The papers of the region: a published telling as report, spreadsheet and file to be audited."""

from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions.goals import notes_of
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.releasing import Published, counted_of, every_release, published, readable_together
from thuisplan_desktop.actions.typed import line
from thuisplan_desktop.counts.gathering import gathered
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.reports import Report, Rhythm, report
from thuisplan_desktop.crypto.keyring import fingerprint, words_of
from thuisplan_desktop.errors import ProfileRefused
from thuisplan_desktop.exchange import profile_v1, table_csv, table_v1
from thuisplan_desktop.pdf import region_report
from thuisplan_desktop.region import trends
from thuisplan_desktop.region.intervals import IntervalTable
from thuisplan_desktop.region.telling import Mode, Profile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.store import target_books, telling_books
from thuisplan_desktop.store.register_file import Connection

_SECOND = {Mode.SPLIT: "Tweede sleutelhouder", Mode.PROTECTED: "Inschrijver"}

_BACK = {Rhythm.MONTH: 0, Rhythm.QUARTER: 3, Rhythm.YEAR: 12}
"""How many months of tellingen a report of each rhythm looks back on."""


def report_pdf(
    register: OpenRegister,
    telling_id: bytes,
    rhythm: Rhythm = Rhythm.MONTH,
    *,
    by_pact: bool = False,
    readers: str = "",
) -> bytes:
    """The region's report on paper: of the month this telling, of quarter and year also targets and trends.

    `by_pact` divides it into the parts a to g of the national pact; `readers` names the meeting that it is for.
    Raises NotSummedYet, TotalsWithheld, SumJumped, CannotProtect and its kinds; InvalidCase for long `readers`.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        telling = published(connection, telling_id, register.today())
        profile = profile_v1.decode(telling_books.load_telling(connection, telling_id).profile)
        found = _goals_of(register, connection, telling.peildatum, rhythm)
        paper = region_report.region_report(  # first made, then remembered as published
            telling.tables,
            region_name=telling.region_name,
            peildatum=telling.peildatum,
            covered=telling.covered,
            gaps=telling.gaps,
            rhythm=rhythm,
            goals=found.goals,
            left_out=found.left_out,
            effects=_effects(telling, telling_id, notes_of(connection)),
            fingerprints=_fingerprints(profile, telling_id),
            by_pact=by_pact,
            readers=line(readers, "voor wie het rapport is"),
        )
        register.log(connection, "region_report")
    return paper


def _fingerprints(profile: Profile, telling_id: bytes) -> tuple[tuple[str, str], ...]:
    return (
        ("Samenwerkingsverband", fingerprint(profile.swv.signing, profile.swv.sealing)),
        (_SECOND[profile.mode], fingerprint(profile.keyholder.signing, profile.keyholder.sealing)),
        ("Telling", words_of(telling_id)),
    )


def _effects(telling: Published, telling_id: bytes, notes: trends.Notes) -> tuple[str, ...]:
    """What was noted about this telling, of a whole report under its title, then of each line under its label."""
    found = []
    for table in telling.tables:
        declared = report(table.report)
        named = [("", declared.title), *((line.id, line.label) for line in declared.lines if line.id in table.cells)]
        noted = ((name, notes.get((telling_id, table.report, cell), "")) for cell, name in named)
        found += [f"{name[:1].upper()}{name[1:]}: {said}" for name, said in noted if said]
    return tuple(found)


def _goals_of(register: OpenRegister, connection: Connection, day: date, rhythm: Rhythm) -> trends.Goals:
    if rhythm is Rhythm.MONTH:
        return trends.Goals(())
    first, every = add_months(day, -_BACK[rhythm]), every_release(connection, register.today())
    until = tuple(one for one in every.released if one.peildatum <= day)
    targets, notes = target_books.load_targets(connection), notes_of(connection)
    counted = [one for one in counted_of(connection) if one.peildatum <= day]
    found = trends.goals(targets, until, notes, counted, first)
    return trends.Goals(found, tuple(one for one in every.left_out if first <= one.day <= day))


def report_csv(register: OpenRegister, telling_id: bytes) -> bytes:
    """The report's tables for a spreadsheet, protected. Raises as `report_pdf`."""
    need(register, Role.REGION)
    with register.change() as connection:
        telling = published(connection, telling_id, register.today())
        data = table_csv.encode([(_answered(table), table) for table in telling.tables], telling.gaps)
        register.log(connection, "region_report")
    return data


def report_check(register: OpenRegister, telling_id: bytes) -> bytes:
    """All that readers have of what hangs together with this telling, as one PUBLISHED with its certificate:
    `thuisplan audit` repeats the audit over it. Raises as `report_pdf`, and ProfileRefused for a telling of tables that
    the schools protected: each of those has a certificate of its own.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        if profile_v1.decode(kept.profile).mode is Mode.PROTECTED:
            raise ProfileRefused(reason="de scholen schermden hun tabellen zelf af")
        data = table_v1.encode_release(gathered(readable_together(connection, telling_id, register.today())))
        register.log(connection, "region_report")
    return data


def _answered(table: ProtectedTable | IntervalTable) -> Report:
    """The report with the lines that were answered: of some only totals are."""
    declared = report(table.report)
    return replace(declared, lines=tuple(line for line in declared.lines if line.id in table.cells))
