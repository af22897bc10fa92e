"""Pages of school and consulent."""

from thuisplan_desktop.ui.caseload.anonymise_page import AnonymisePage
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.clearing_page import ClearingPage
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.caseload.directory_page import DirectoryPage
from thuisplan_desktop.ui.caseload.knelpunten_page import KnelpuntenPage
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.meetings_page import MeetingsPage
from thuisplan_desktop.ui.caseload.today_page import TodayPage
from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (
    TodayPage,
    CasesPage,
    CasePage,
    MeetingsPage,
    MeetingPage,
    AnonymisePage,
    DirectoryPage,
    KnelpuntenPage,
    CountsPage,
    ClearingPage,
)
"""In the order of the sidebar."""
