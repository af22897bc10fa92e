"""What holds for every page, whoever adds one."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from thuisplan_desktop import paths
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui.admin import PAGES as ADMIN
from thuisplan_desktop.ui.caseload import PAGES as CASELOAD
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.region import PAGES as REGION
from thuisplan_desktop.ui.session import RegisterSession

ALL = (*CASELOAD, *REGION, *ADMIN)


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_role_opens_empty_with_names_for_everything(
    make_session: Callable[..., RegisterSession],
    settle: Callable[[], None],
    nameless: Callable[[QWidget], list[str]],
    role: Role,
) -> None:
    """On a new register: no Qt warning, no refusal, and a screen reader can say what has the focus."""
    window = MainWindow(make_session(role), Settings(), ALL)
    window.show()
    for page_id in window._sidebar.page_ids:
        window.open_page(page_id)
        settle()
        assert window.notices.shown_text() == "", page_id
        assert nameless(window) == [], page_id


@pytest.mark.parametrize("role", list(Role))
def test_every_page_hangs_on_an_entry_of_the_sidebar(role: Role) -> None:
    """A detail page lights an entry that the same role has."""
    mine = [page for page in ALL if role in page.roles]
    entries = {page.id for page in mine if page.in_sidebar}
    assert all(page.in_sidebar or page.belongs_to in entries for page in mine)


def test_pages_have_ids_of_their_own_and_icons_that_exist() -> None:
    """An id twice would hide a page."""
    assert len({page.id for page in ALL}) == len(ALL)
    assert all(paths.resource("icons", f"{page.icon}.svg").is_file() for page in ALL)


def test_a_day_begins_with_what_waits() -> None:
    """Vandaag is the first entry, and the page that opens, for whoever has cases."""
    assert CASELOAD[0].id == "today"
