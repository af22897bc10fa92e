"""Pages of the region and of its second key holder."""

from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (ParticipantsPage, InboxPage, CombinedPage)
"""In the order of the sidebar."""
