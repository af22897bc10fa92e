"""Keeping the history of enrolments when a case goes to another school, by hand or from a list."""

import secrets

from thuisplan_desktop.errors import NoSuchCase
from thuisplan_desktop.register import transfer
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.schooling import SchoolPeriod
from thuisplan_desktop.store import cases, parts
from thuisplan_desktop.store.register_file import Connection


def save(connection: Connection, case: Case) -> None:
    """Keep the case; the school it left stays among its earlier enrolments, and a move taken back leaves no trace."""
    try:
        before = cases.load_case(connection, case.id)
    except NoSuchCase:
        before = None
    cases.save_case(connection, case)
    if before is None or before == case:
        return
    left = transfer.left_behind(before, case, secrets.token_hex(8))
    if left is not None:
        parts.save(connection, left)
    for period in transfer.present_again(case, parts.load(connection, SchoolPeriod, case.id)):
        parts.remove(connection, period)
