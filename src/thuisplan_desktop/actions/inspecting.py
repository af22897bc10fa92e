"""The list for the Inspectie, or for the samenwerkingsverband that makes it: personal data, on a sharing rule.

The code of a case is random, another for each recipient, and its key stays here: it goes with the case when that is
destroyed. Who holds two lists can't join them.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions import sharing
from thuisplan_desktop.actions.opening import OpenRegister, need, need_past
from thuisplan_desktop.actions.ruling import rules_of
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.exchange import inspection_csv
from thuisplan_desktop.pdf import inspection_list
from thuisplan_desktop.pdf.inspection_list import Row
from thuisplan_desktop.register import inspection
from thuisplan_desktop.register.codes import DataCategory, Party, Purpose, Role, Route
from thuisplan_desktop.register.inspection import Entry, InspectionList
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.store import cases, settings
from thuisplan_desktop.store.register_file import Connection

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 8
_NOBODY = "op deze peildatum staat niemand op de lijsten"
_NOT_ONE = "van wie op deze lijsten hoort, mogen de gegevens nu alleen bewaard worden"
_GIVEN = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


@dataclass(frozen=True)
class Recipient:
    """To whom this register delivers, and on which sharing rule that rests."""

    party: Party
    purpose: Purpose


RECIPIENTS = {
    Role.CONSULENT: Recipient(Party.INSPECTORATE, Purpose.SUPERVISION),
    Role.SCHOOL: Recipient(Party.CONSULENT, Purpose.TASK),
}


@dataclass(frozen=True)
class Preview:
    """A line with the name it belongs to: for the screen of the register's owner alone."""

    row: Row
    name: str
    which: InspectionList

    def __repr__(self) -> str:
        return f"Preview({self.row.code!r})"


@dataclass(frozen=True)
class Shown:
    """Both lists, and by name who belongs on them but is left out, because the data may only be stored now.

    `undated`: who keeps the lists from being made, because no rule can be asked without a birth date.
    """

    rows: tuple[Preview, ...]
    left_out: tuple[str, ...]
    undated: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Shown({len(self.rows)} rows)"


@dataclass(frozen=True)
class _Found:
    """Who belongs on the lists; `left_out` are those whose data may only be stored (AVG 18 lid 2, 21 lid 1)."""

    entries: tuple[Entry, ...]
    left_out: tuple[Entry, ...]
    undated: frozenset[str]
    """The ids of cases on the lists without a birth date."""


def recipient(register: OpenRegister) -> Recipient:
    """A consulent delivers to the Inspectie, a school to its samenwerkingsverband. Raises WrongWorkspace."""
    need(register, Role.CONSULENT, Role.SCHOOL)
    return RECIPIENTS[register.role]


def preview(register: OpenRegister, peildatum: date) -> Shown:
    """The two lists with names beside the codes. Nothing is shared. Raises InvalidCase for a day to come.

    Nothing is written either, unless a case is on a list for the first time and gets its code.
    """
    to = recipient(register)
    need_past(register, peildatum)
    with register.read() as connection:
        found = _entries(register, connection, peildatum)
        shown = [one.case_id for one in found.entries]
        codes = _known_codes(connection, to.party, shown)
        names = _names(connection, (*found.entries, *found.left_out))
    if fresh := [case_id for case_id in shown if case_id not in codes]:
        with register.change() as connection:
            codes |= _codes(connection, to.party, fresh)
    register.log_reading("inspection_list_shown")
    rows = _rows(found.entries, codes)
    return Shown(
        tuple(Preview(row, names[entry.case_id], which) for which, entries in rows.items() for entry, row in entries),
        tuple(sorted(names[one.case_id] for one in found.left_out)),
        tuple(sorted(names[case_id] for case_id in found.undated)),
    )


def _names(connection: Connection, entries: Iterable[Entry]) -> dict[str, str]:
    return {one.case_id: cases.load_case_file(connection, one.case_id).case.full_name for one in entries}


def list_pdf(register: OpenRegister, peildatum: date) -> bytes:
    """The two lists on paper. Raises SharingNotAllowed, InvalidCase when nobody is on them or the day is to come."""
    rows, left_out = _deliver(register, peildatum)
    return inspection_list.inspection_list(
        rows,
        recipient=recipient(register).party.label,
        sender=register.settings.title,
        peildatum=peildatum,
        left_out=left_out,
    )


def list_csv(register: OpenRegister, peildatum: date) -> bytes:
    """The two lists for the form of the recipient. Raises as `list_pdf`."""
    rows, _ = _deliver(register, peildatum)
    return inspection_csv.encode(rows, peildatum)


def _deliver(register: OpenRegister, peildatum: date) -> tuple[dict[InspectionList, tuple[Row, ...]], int]:
    """Ask the sharing rules for every case, leave a row for each, and hand over the lines without names; also how many
    cases are left out, because their data may only be stored."""
    to = recipient(register)
    need_past(register, peildatum)
    with register.change() as connection:
        found = _entries(register, connection, peildatum)
        if not found.entries:
            raise InvalidCase(reason=_NOT_ONE if found.left_out else _NOBODY)
        if found.undated:
            pupils = plural(len(found.undated), "leerling", "leerlingen")
            raise InvalidCase(reason=f"van {pupils} op de lijst ontbreekt de geboortedatum; bij de lijst staat van wie")
        for one in found.entries:
            giving = Giving(
                case_id=one.case_id,
                party=to.party,
                categories=_GIVEN,
                purpose=to.purpose,
                on=register.today(),
                why=f"lijst thuiszitters, peildatum {peildatum:%d-%m-%Y}, onder een code",
            )
            sharing.share(register, connection, giving, route=Route.CODED)
            register.log(connection, "inspection_list", one.case_id)
        rows = _rows(found.entries, _codes(connection, to.party, [one.case_id for one in found.entries]))
    lists = {which: tuple(row for _, row in entries) for which, entries in rows.items()}
    return lists, len(found.left_out)


def _entries(register: OpenRegister, connection: Connection, on: date) -> _Found:
    rules, before = rules_of(register), period_start(Rhythm.QUARTER, on)
    files = cases.load_case_files(connection)
    judged = ((file, rules.status(file, on), rules.status(file, before)) for file in files)
    everyone = inspection.entries(judged, on, rules.definitions.norm.months)
    stored = {file.case.id for file in files if is_restricted(file.requests, register.today())}
    undated = {file.case.id for file in files if file.case.birth_date is None}
    given = tuple(one for one in everyone if one.case_id not in stored)
    return _Found(
        given,
        tuple(one for one in everyone if one.case_id in stored),
        frozenset(one.case_id for one in given) & undated,
    )


def _codes(connection: Connection, party: Party, case_ids: Iterable[str]) -> dict[str, str]:
    """The code of each case for this recipient, made once. The key ends in the id, so it goes with the case."""
    wanted = list(case_ids)
    codes = _known_codes(connection, party, wanted)
    for case_id in wanted:
        if case_id not in codes:
            codes[case_id] = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
            settings.put(connection, _CODE.format(party=party.value, case=case_id), codes[case_id])
    return codes


_CODE = "list-code:{party}:{case}"


def _known_codes(connection: Connection, party: Party, case_ids: Iterable[str]) -> dict[str, str]:
    keys = ((case_id, _CODE.format(party=party.value, case=case_id)) for case_id in case_ids)
    return {case_id: code for case_id, key in keys if (code := settings.get(connection, key))}


def _rows(found: Iterable[Entry], codes: dict[str, str]) -> dict[InspectionList, list[tuple[Entry, Row]]]:
    """Each list in the order of its codes: an order that tells nothing. The third is the sample."""
    lists: dict[InspectionList, list[tuple[Entry, Row]]] = {which: [] for which in InspectionList}
    for entry in sorted(found, key=lambda one: codes[one.case_id]):
        kept = lists[entry.which]
        number = len(kept) + 1
        kept.append((entry, _row(entry, codes[entry.case_id], number)))
    return lists


def _row(entry: Entry, code: str, number: int) -> Row:
    return Row(
        number=number,
        code=code,
        age_band=entry.age_band,
        school_type=entry.school_type,
        category=entry.category,
        weeks=entry.weeks,
        reported=entry.reported,
        offer=entry.offer,
        state=entry.state,
        sample=number == inspection.SAMPLE,
    )
