"""Gegevens nakijken: over all cases of a register, what is missing or stale, so that the figures can be trusted."""

from dataclasses import dataclass

from thuisplan_desktop.actions import judging
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.ruling import rules_of
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.quality import STALE_WEEKS, Finding, findings
from thuisplan_desktop.register.status import told
from thuisplan_desktop.store import cases, logbook


@dataclass(frozen=True)
class QualityRow:
    """One thing to mend in one case. The name is here because the list is inside the register; it has no export."""

    case_id: str
    name: str
    finding: Finding

    @property
    def place(self) -> str:
        """Where it is mended: the case and the section of its page."""
        return f"{self.case_id}#{self.finding.section}"

    def __repr__(self) -> str:
        return f"QualityRow(case_id={self.case_id!r})"


def quality(register: OpenRegister, weeks: int = STALE_WEEKS) -> tuple[QualityRow, ...]:
    """Everything there is to mend, case by case, in the order in which the cases were added."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    today, rules = register.today(), rules_of(register)
    with register.read() as connection:
        files = {file.case.id: file for file in cases.load_case_files_without_absences(connection)}
        touched = logbook.last_changes(connection)
        judged = judging.judged(connection, today, rules.definitions, rules.calendar)
        found = {
            verdict.id: findings(
                files[verdict.id],
                periods,
                told(verdict, today, rules.definitions),
                touched.get(verdict.id),
                today,
                weeks,
            )
            for verdict, periods in judged
        }
    return tuple(
        QualityRow(case_id, file.case.full_name, one) for case_id, file in files.items() for one in found[case_id]
    )
