"""Pages of the region and of its second key holder."""

from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.goals_page import GoalsPage
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.region.passing_page import PassingPage
from thuisplan_desktop.ui.region.request_page import RequestPage
from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (
    ParticipantsPage, InboxPage, CombinedPage, GoalsPage, KeyholderPage, RequestPage, PassingPage,
)  # fmt: skip
"""In the order of the sidebar."""
