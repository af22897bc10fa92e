"""Ontvangen: open a telling, take in files, see who is missing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from desks import Desk
from regions import TODAY, Maker, Region
from thuisplan_desktop.actions import counting, keyholding, receiving
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.drop_area import DropArea
from thuisplan_desktop.ui.region.inbox_page import InboxPage

Save = Callable[[str, bytes], Path]
Seat = Callable[[OpenRegister], Desk]


def at_inbox(desk: Desk) -> InboxPage:
    desk.go("inbox")
    return desk.page(InboxPage)


def test_without_participants_it_says_where_to_begin(officer: Desk) -> None:
    """One button, to the page that comes first."""
    page = at_inbox(officer)
    assert page.empty.isVisible()
    assert page.empty.button is not None
    officer.click(page.empty.button)
    assert officer.window.current is not None
    assert officer.window.current.id == "participants"


def test_a_telling_needs_a_day(five: Region, seat: Seat, post: Path) -> None:
    """Said beside the field."""
    desk = seat(five.region)
    page = at_inbox(desk)
    page.opening.day.edit.setText("31-02-2026")
    desk.click(page.opening.propose_button)
    assert "Vul een peildatum in" in page.opening._day_field._problem.text()
    assert not list(post.iterdir())


def test_a_telling_opens_in_two_steps(five: Region, seat: Seat, save: Save, post: Path) -> None:
    """Proposal out, signed file in; the second step can also be taken on another day."""
    desk = seat(five.region)
    page = at_inbox(desk)
    assert desk.primary_buttons() == ["Voorstel maken en opslaan…"]
    desk.click(page.opening.propose_button)
    assert desk.primary_buttons() == ["Getekende telling openen…"]
    desk.click(page.opening.again_button)
    assert desk.primary_buttons() == ["Voorstel maken en opslaan…"]
    signed = keyholding.cosign(five.keyholder, (post / f"telling-voorstel-{TODAY}.tplan").read_bytes()).value
    desk.click(page.opening.open_button, save("getekend.tplan", signed))
    assert page.card.count() == "Geleverd: 0 van 5 deelnemers"
    assert desk.primary_buttons() == ["Bestanden kiezen…"]
    desk.click(page.card.new_button)
    desk.click(page.opening.open_button, save("getekend.tplan", signed))
    assert "al geopend" in desk.said()
    desk.click(page.opening.cancel_button)
    assert page.card.isVisible()


def test_a_proposal_that_nobody_signed_is_refused(five: Region, seat: Seat, post: Path) -> None:
    """The key holder's signature is what opens a telling."""
    desk = seat(five.region)
    page = at_inbox(desk)
    desk.click(page.opening.propose_button)
    desk.click(page.opening.open_button, post / f"telling-voorstel-{TODAY}.tplan")
    assert page.opening.isVisible()
    assert desk.window.notices.accessibleName().startswith("Niet gelukt")


def test_every_file_has_its_verdict(five: Region, seat: Seat, save: Save) -> None:
    """Refused files come first with their story; the good ones are in; who is missing is named first."""
    telling = five.open_telling(TODAY)
    sealed = five.seal(telling)[:4]
    desk = seat(five.region)
    page = at_inbox(desk)
    files = [save(f"{number}.tplan", data) for number, data in enumerate([sealed[0], b"kapot", *sealed[1:], telling])]
    desk.click(page.card.drop.button, *files)
    assert page.card.verdicts.summary() == "4 bestanden ontvangen, 2 bestanden geweigerd"
    table = page.card.verdicts.table.model()
    assert [table.index(row, 2).data() for row in range(3)] == ["geweigerd", "geweigerd", "ontvangen"]
    assert page.card.verdicts.story()
    assert [table.index(row, 3).data() for row in range(3)] == [
        "Dit is geen (volledig) Thuisplan-bestand.",
        "Dit is een ander soort bestand: tellingverzoek, niet verzegelde telling.",
        "",
    ]
    assert page.card.table.model().index(0, 0).data() == "School 99XE"
    assert page.card.table.model().index(0, 1).data() == "nog niet"
    assert page.card.count() == "Geleverd: 4 van 5 deelnemers"


def test_a_file_twice_is_said_and_counts_once(five: Region, seat: Seat, save: Save) -> None:
    """The same bytes are no second delivery."""
    sealed = five.seal(five.open_telling(TODAY))[0]
    desk = seat(five.region)
    page = at_inbox(desk)
    desk.click(page.card.drop.button, save("1.tplan", sealed), save("2.tplan", sealed))
    assert page.card.verdicts.summary() == "1 bestand ontvangen, 1 bestand geweigerd"
    assert page.card.count() == "Geleverd: 1 van 5 deelnemers"


def test_when_all_delivered_the_sum_is_next(five: Region, seat: Seat, post: Path, save: Save) -> None:
    """Dropped files count as chosen ones; then another button stands out, and it leads on."""
    files = [save(f"{number}.tplan", data) for number, data in enumerate(five.seal(five.open_telling(TODAY)))]
    desk = seat(five.region)
    page = at_inbox(desk)
    drop(page.card.drop, files)
    desk.settle()
    assert desk.primary_buttons() == ["Naar Optellen"]
    desk.click(page.card.sum_button)
    assert desk.window.current is desk.page(CombinedPage)


def drop(area: DropArea, files: list[Path]) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    place, copy, left = area.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    area.dragEnterEvent(QDragEnterEvent(place, copy, content, left, none))
    area.dragLeaveEvent(QDragLeaveEvent())
    area.dropEvent(QDropEvent(QPointF(place), copy, content, left, none))


def test_text_is_not_dropped(five: Region, seat: Seat) -> None:
    """Only files are taken."""
    page = at_inbox(seat(five.region))
    content = QMimeData()
    content.setText("geen bestand")
    place, copy, left = page.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(place, copy, content, left, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    page.card.drop.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_closed_telling_takes_no_files(delivered: Region, seat: Seat) -> None:
    """There is nowhere to drop them, and the badge says why."""
    receiving.request_sum(delivered.region, delivered.id_of(TODAY))
    desk = seat(delivered.region)
    page = at_inbox(desk)
    assert not page.card.drop.isVisible()
    assert page.card._badge.text() == "gesloten"


def test_of_two_tellingen_one_is_chosen(summed: Region, seat: Seat, maker: Maker) -> None:
    """The newest by itself, another by hand, and the choice goes along to the next page."""
    later = TODAY + timedelta(days=60)
    maker.clock.go_to(later)
    counting.seal_for_region(summed.senders[0], summed.open_telling(later))
    desk = seat(summed.region)
    page = at_inbox(desk)
    assert "23 mei 2026" in page.card._heading.text()
    assert page.chooser.isVisible()
    page.chooser.box.setCurrentIndex(1)
    page.chooser.box.activated.emit(1)
    assert "24 maart 2026" in page.card._heading.text()
    desk.click(page.card.sum_button)
    assert "24 maart 2026" in desk.page(CombinedPage).request.situation()
