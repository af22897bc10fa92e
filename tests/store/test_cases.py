"""Cases, absences and contacts in a real register."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from factories import make_absence, make_case, make_consent, make_contact, make_file
from thuisplan_desktop.errors import GaveConsent, NoSuchCase
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.store import cases, consents
from thuisplan_desktop.store.register_file import Workspace


def keep(connection: Connection, file: CaseFile) -> CaseFile:
    """Save a case with everything around it."""
    cases.save_case(connection, file.case)
    for absence in file.absences:
        cases.save_absence(connection, absence)
    for contact in file.contacts:
        cases.save_contact(connection, contact)
    return file


def test_a_case_file_is_read_back_whole(workspace: Workspace) -> None:
    """One by one and all together, in the order in which the cases came."""
    files = [make_file(), make_file(make_case(nickname="Łukasz")), make_file(contacts=(), absences=())]
    with workspace.change() as connection:
        for file in files:
            keep(connection, file)
    with workspace.read() as connection:
        assert cases.load_case_files(connection) == tuple(files)
        assert [cases.load_case_file(connection, file.case.id) for file in files] == files


def test_saving_again_replaces_the_fields_only(workspace: Workspace) -> None:
    """What hangs on a case stays, and so does its place in the list."""
    first, second = make_file(), make_file()
    changed = replace(first.case, nickname="Femmie", birth_date=None)
    with workspace.change() as connection:
        keep(connection, first)
        keep(connection, second)
        cases.save_case(connection, changed)
    with workspace.read() as connection:
        assert cases.load_case_files(connection) == (replace(first, case=changed), second)


def test_absences_come_in_order_of_time(workspace: Workspace) -> None:
    """Whatever the order in which they were read from a list."""
    case = make_case()
    days = [date(2026, 3, 2), date(2026, 1, 12), date(2026, 2, 9)]
    with workspace.change() as connection:
        cases.save_case(connection, case)
        cases.replace_absences(connection, case.id, [make_absence(case, starts_on=day) for day in days])
    with workspace.read() as connection:
        found = cases.load_case_file(connection, case.id).absences
        assert cases.load_case_files(connection)[0].absences == found
    assert [absence.starts_on for absence in found] == sorted(days)


def test_replacing_absences_leaves_exactly_the_new_ones(workspace: Workspace) -> None:
    """Also when there are none; those of another case are left alone."""
    mine, other = make_file(), make_file()
    new = make_absence(mine.case, minutes=90)
    with workspace.change() as connection:
        keep(connection, mine)
        keep(connection, other)
        cases.replace_absences(connection, mine.case.id, [new])
        assert cases.load_case_file(connection, mine.case.id).absences == (new,)
        cases.delete_absence(connection, new.id)
        cases.delete_absence(connection, new.id)
        cases.replace_absences(connection, mine.case.id, [])
        assert cases.load_case_file(connection, mine.case.id).absences == ()
        assert cases.load_case_file(connection, other.case.id) == other


def test_absences_of_another_case_are_not_mixed_in(workspace: Workspace) -> None:
    """A mix-up of two pupils stops before anything is replaced."""
    mine, other = make_file(), make_file()
    with workspace.change() as connection:
        keep(connection, mine)
        keep(connection, other)
        with pytest.raises(ValueError, match="another case"):
            cases.replace_absences(connection, mine.case.id, other.absences)
        assert cases.load_case_file(connection, mine.case.id) == mine


def test_a_case_that_is_not_there_is_named(workspace: Workspace) -> None:
    """Loading it, or hanging something on it."""
    stranger = make_case()
    with workspace.change() as connection:
        for attempt in (
            lambda: cases.load_case_file(connection, stranger.id),
            lambda: cases.load_case(connection, stranger.id),
            lambda: cases.save_absence(connection, make_absence(stranger)),
            lambda: cases.replace_absences(connection, stranger.id, []),
            lambda: cases.save_contact(connection, make_contact(stranger)),
            lambda: consents.save_consent(connection, make_consent(stranger)),
        ):
            with pytest.raises(NoSuchCase):
                attempt()


def test_a_pupil_is_found_by_the_number_of_his_school(workspace: Workspace) -> None:
    """Within one school; an open case before a closed one, the newest before an older one."""
    closed = make_case(pupil_key="1001", closed_on=date(2026, 1, 1))
    older, newer = make_case(pupil_key="1001"), make_case(pupil_key="1001")
    elsewhere = make_case(pupil_key="1001", brin="99XB")
    with workspace.change() as connection:
        cases.save_case(connection, closed)
        assert cases.find_by_pupil_key(connection, "1001", "99XA") == closed
        for case in (older, newer, elsewhere, replace(closed, id="c-later")):
            cases.save_case(connection, case)
        assert cases.find_by_pupil_key(connection, "1001", "99XA") == newer
        assert cases.find_by_pupil_key(connection, "1001", "99XB") == elsewhere
        assert cases.find_by_pupil_key(connection, "1001") == elsewhere
        assert cases.find_by_pupil_key(connection, "1002") is None
        cases.save_case(connection, make_case(pupil_key=""))
        assert cases.find_by_pupil_key(connection, "") is None


def test_a_contact_who_gave_consent_stays(workspace: Workspace) -> None:
    """Another contact may go, and going twice is fine."""
    file = make_file()
    giver, other = file.contacts
    with workspace.change() as connection:
        keep(connection, file)
        consents.save_consent(connection, make_consent(file.case, giver))
        with pytest.raises(GaveConsent):
            cases.delete_contact(connection, giver.id)
        cases.delete_contact(connection, other.id)
        cases.delete_contact(connection, other.id)
        assert cases.load_case_file(connection, file.case.id).contacts == (giver,)
