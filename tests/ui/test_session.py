"""An open register as the window sees it, on a real encrypted file."""

from collections.abc import Callable

import pytest

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import NoSuchCase, ThuisplanError
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.jobs import JobRunner, Progress
from thuisplan_desktop.ui.session import RegisterSession

Make = Callable[..., RegisterSession]
Settle = Callable[[], None]


@pytest.mark.parametrize("role", list(Role))
def test_read_gets_the_open_register(make_session: Make, settle: Settle, role: Role) -> None:
    """Work runs with the register of the session."""
    session, roles = make_session(role), []
    session.read(lambda register: register.role, owner=session, done=roles.append)
    settle()
    assert roles == [role] == [session.summary.role]


def test_a_change_tells_the_asker_first_and_then_everybody(make_session: Make, settle: Settle) -> None:
    """`done` before `changed`, so that a page can prepare for its own reload."""
    session, heard = make_session(), []
    session.changed.connect(lambda what: heard.append(("all", what)))
    what = changed(Kind.CASES, case_id="c1")
    session.change(lambda _: what, owner=session, done=lambda result: heard.append(("asker", result)))
    settle()
    assert heard == [("asker", what), ("all", what)]


def test_a_known_error_is_refused_once(make_session: Make, settle: Settle) -> None:
    """The frame hears of an error unless the page took it itself."""
    session, refused, taken = make_session(), [], []
    session.refused.connect(refused.append)

    def work(_register: OpenRegister) -> Changed:
        raise NoSuchCase

    session.change(work, owner=session)
    session.change(work, owner=session, failed=taken.append)
    settle()
    assert [type(error) for error in refused] == [type(error) for error in taken] == [NoSuchCase]


def test_stopped_work_makes_every_page_read_again(make_session: Make, settle: Settle) -> None:
    """Its first steps may have been kept."""
    session, heard, progress = make_session(), [], Progress()
    session.changed.connect(heard.append)
    session.stopped.connect(lambda: heard.append("stopped"))
    progress.cancel()

    def work(_register: OpenRegister) -> Changed:
        progress(1, 2)
        return changed()

    session.change(work, owner=session, progress=progress)
    settle()
    assert heard == ["stopped", Changed(frozenset(Kind))]


def test_lock_keeps_changes_drops_results_and_releases_the_file(make_session: Make, settle: Settle) -> None:
    """What was asked before the lock is done; what comes back after it reaches nobody."""
    session, worked, delivered, locked = make_session(), [], [], []
    session.changed.connect(delivered.append)
    session.locked.connect(lambda: locked.append(True))

    def keep(_register: OpenRegister) -> Changed:
        worked.append("change")
        return changed(Kind.CASES)

    session.change(keep, owner=session, done=delivered.append)
    session.read(lambda _: worked.append("read"), owner=session, done=delivered.append)
    session.lock()
    session.lock()
    settle()
    assert worked == ["change"]
    assert delivered == []
    assert locked == [True]


def test_a_file_that_does_not_close_neatly_still_locks(runner: JobRunner, make_session: Make, settle: Settle) -> None:
    """The end of the process releases it; the lock goes on."""
    session, locked = make_session(), []
    session.locked.connect(lambda: locked.append(True))
    close = session._register.close

    def fail() -> None:
        close()
        raise ThuisplanError

    session._register.close = fail  # type: ignore[method-assign]  # a failing disk can't be had otherwise
    session.lock()
    settle()
    assert locked == [True]
