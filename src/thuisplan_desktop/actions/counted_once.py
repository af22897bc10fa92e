"""Cases that would be counted twice or by nobody: found before counting, and put right one by one."""

from dataclasses import dataclass, replace

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need, sectors_of
from thuisplan_desktop.actions.ruling import rules_of
from thuisplan_desktop.register import counted_by
from thuisplan_desktop.register.codes import CountingParty, Role
from thuisplan_desktop.register.counted_by import Doubt
from thuisplan_desktop.store import cases


@dataclass(frozen=True)
class DoubtRow:
    """One doubt with the name of the pupil: for the screen of the register's owner alone."""

    doubt: Doubt
    name: str
    now: CountingParty

    def __repr__(self) -> str:
        return f"DoubtRow(id={self.doubt.case_id!r})"


def list_doubts(register: OpenRegister) -> tuple[DoubtRow, ...]:
    """Every case that the rule of counting once does not fit today."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    rules, today = rules_of(register), register.today()
    with register.read() as connection:
        files = cases.load_case_files(connection)
    kept = register.settings
    found = counted_by.doubts(
        [(file, rules.status(file, today)) for file in files],
        kept.counting_party,
        kept.brin,
        sectors_of(register),
        today,
    )
    by_id = {file.case.id: file.case for file in files}
    return tuple(DoubtRow(doubt, by_id[doubt.case_id].full_name, by_id[doubt.case_id].counted_by) for doubt in found)


def let_count(register: OpenRegister, case_id: str, party: CountingParty) -> Changed:
    """From now on this party counts the case. Raises NoSuchCase."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        case = cases.load_case_file(connection, case_id).case
        cases.save_case(connection, replace(case, counted_by=party))
        register.log(connection, "counting_party_set", case_id)
    return changed(Kind.CASES, case_id=case_id)
