"""A sender who put back a backup, in the window of the region: refused, called, and let in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desks import Desk
from regions import CODE, TODAY, Region
from thuisplan_desktop.actions import counting
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.store import identities
from thuisplan_desktop.ui.region.inbox_page import InboxPage


def test_a_restored_sender_is_let_in_after_a_call(
    five: Region, seat: Callable[[OpenRegister], Desk], save: Callable[[str, bytes], Path]
) -> None:
    """The question shows the words of the file; 'no' leaves it refused, 'yes' takes it in."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    sender = five.senders[0]
    with sender.change() as connection:
        own = identities.load_identity(connection, CODE)
        identities.save_identity(connection, replace(own, sequence=0, last_hash=b""))
        sender.log(connection, "test")
    again = counting.seal_for_region(sender, telling).value
    desk = seat(five.region)
    desk.go("inbox")
    page = desk.page(InboxPage)
    desk.click(page.card.drop.button, save("opnieuw.tplan", again.data))
    assert "past niet na het vorige" in page.card.verdicts.story()
    desk.agrees = False
    desk.click(page.card.verdicts.readmit_button)
    assert again.file_words in desk.asked[-1]
    desk.agrees = True
    desk.click(page.card.verdicts.readmit_button)
    assert "School 99XA: opnieuw toegelaten" in desk.said()
