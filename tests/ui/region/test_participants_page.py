"""Deelnemers: a profile with a compared key holder, and senders that were compared one by one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desks import Desk
from regions import CODE, GEMEENTE, TODAY, Maker, Region, school
from thuisplan_desktop.actions import joining
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.region.step_card import State

Save = Callable[[str, bytes], Path]
Seat = Callable[[OpenRegister], Desk]


def enrolment(register: OpenRegister, region: str = CODE) -> bytes:
    return bytes(joining.enrolment_file(register, region).value.data)


def keyholder_file(maker: Maker, save: Save) -> Path:
    return save("sleutelhouder.tplan", enrolment(maker.make(Role.KEYHOLDER, GEMEENTE)))


def page_of(desk: Desk) -> ParticipantsPage:
    return desk.page(ParticipantsPage)


def test_the_first_day_has_one_step(officer: Desk, nameless: Callable[..., list[str]]) -> None:
    """Everything else says what has to come first."""
    page = page_of(officer)
    assert [page.profile.state, page.senders.state, page.next_step.state] == [State.NOW, State.LATER, State.LATER]
    assert officer.primary_buttons() == ["Aanmelding openen…"]
    assert nameless(officer.window) == []


def test_words_that_differ_make_no_profile(officer: Desk, maker: Maker, save: Save) -> None:
    """The officer is told what it means, and is back at the beginning."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    assert "Gemeente Voorbeeldstad" in page.profile.compare.shown()
    officer.click(page.profile.compare.heard.refuse_button)
    assert officer.said().startswith("Niet overgenomen")
    assert officer.primary_buttons() == ["Aanmelding openen…"]


def test_a_school_is_no_key_holder(officer: Desk, maker: Maker, save: Save) -> None:
    """Refused before anybody calls."""
    page = page_of(officer)
    officer.click(page.profile.open_button, save("school.tplan", enrolment(maker.make(Role.SCHOOL))))
    assert "niet die van een tweede sleutelhouder" in officer.said()
    assert not page.profile.compare.isVisible()


def test_the_form_asks_for_a_name_and_a_sector(officer: Desk, maker: Maker, save: Save, post: Path) -> None:
    """And says so beside the field; nothing is saved."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    form = page.profile.form
    assert form.name.text() == CODE
    form.name.clear()
    officer.click(form.save_button)
    assert "Vul de naam" in form._name._problem.text()
    assert form._sectors_problem.isVisible()
    assert not (post / "regioprofiel.tplan").exists()


def test_a_profile_is_kept_with_what_was_chosen(officer: Desk, maker: Maker, save: Save, post: Path) -> None:
    """And can be saved once more; its words are there when somebody calls."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    page.profile.form.sectors[Sector.PO].setChecked(True)
    page.profile.form.min_senders.setCurrentText("6")
    officer.click(page.profile.form.save_button)
    first = (post / "regioprofiel.tplan").read_bytes()
    view = joining.read_profile(first)
    assert (view.sectors, view.min_senders) == ({"po"}, 6)
    assert page.profile.state is State.DONE
    officer.click(page.profile.words.button)
    assert page.profile.words.words() == view.swv_fingerprint
    officer.click(page.profile.resave_button)
    assert (post / "regioprofiel.tplan").read_bytes() == first


def test_a_profile_that_was_made_wrongly_gets_a_new_version(
    officer: Desk, maker: Maker, save: Save, post: Path
) -> None:
    """VO was ticked, and nobody of VO takes part: without it in version 2. The key holder stays, and nobody calls him
    for that."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    for tick in page.profile.form.sectors.values():
        tick.setChecked(True)
    officer.click(page.profile.form.save_button)
    first = joining.read_profile((post / "regioprofiel.tplan").read_bytes())
    officer.click(page.profile.renew_button)
    assert not page.profile.form.mode.isEnabled()
    officer.click(page.profile.form.leave_button)
    assert page.profile.state is State.DONE
    officer.click(page.profile.renew_button)
    assert {sector for sector, tick in page.profile.form.sectors.items() if tick.isChecked()} == {Sector.PO, Sector.VO}
    page.profile.form.sectors[Sector.VO].setChecked(False)
    officer.click(page.profile.form.save_button)
    assert officer.said().startswith("De nieuwe versie is opgeslagen")
    second = joining.read_profile((post / "regioprofiel.tplan").read_bytes())
    assert (second.version, second.sectors, second.region) == (2, {"po"}, first.region)
    assert second.keyholder_fingerprint == first.keyholder_fingerprint
    assert page.profile.state is State.DONE


def test_cancelling_a_save_changes_nothing(officer: Desk, maker: Maker, save: Save) -> None:
    """The form stays as it was."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    page.profile.form.sectors[Sector.PO].setChecked(True)
    officer.saves = False
    officer.click(page.profile.form.save_button)
    assert page.profile.form.isVisible()
    assert page.profile.state is State.NOW


def test_a_file_that_could_not_be_written_can_be_saved_again(
    officer: Desk, maker: Maker, save: Save, post: Path
) -> None:
    """The profile is kept; the page says what went wrong and offers the file once more."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    page.profile.form.sectors[Sector.PO].setChecked(True)
    (post / "regioprofiel.tplan").mkdir()
    officer.click(page.profile.form.save_button)
    assert "kan niet worden geschreven" in officer.said()
    assert page.profile.state is State.DONE
    (post / "regioprofiel.tplan").rmdir()
    officer.click(page.profile.resave_button)
    assert (post / "regioprofiel.tplan").is_file()


def test_bad_files_are_named_and_hide_nobody(five: Region, seat: Seat, maker: Maker, save: Save) -> None:
    """Another region, a key holder, somebody known, a damaged file: the one good file is offered."""
    known, holder = enrolment(five.senders[0]), enrolment(five.keyholder)
    desk = seat(five.region)
    page = page_of(desk)
    newcomer = maker.make(Role.SCHOOL, school(7))
    files = (
        save("bekend.tplan", known),
        save("sleutelhouder.tplan", holder),
        save("elders.tplan", enrolment(newcomer, "andere regio")),
        save("nieuw.tplan", enrolment(newcomer)),
        save("kapot.tplan", known[:-9]),
    )
    desk.click(page.senders.drop.button, *files)
    said = page.senders.problems()
    assert "bekend.tplan: Deze deelnemer is al ingeschreven" in said
    assert "sleutelhouder.tplan" in said
    assert "andere regio" in said
    assert "kapot.tplan: Dit is geen (volledig) Thuisplan-bestand." in said
    assert "School 99XH" in page.senders.compare.shown()
    desk.hear(page.senders.compare)
    assert page.senders.table.model().rowCount() == 6


def test_a_bestuur_that_looks_like_another_is_told_before_the_call(
    five: Region, seat: Seat, maker: Maker, save: Save
) -> None:
    """The name of a bestuur in two spellings counts as two: who calls can ask."""
    desk = seat(five.region)
    page = page_of(desk)
    newcomer = maker.make(Role.SCHOOL, replace(school(7), board="St. 99XA"))
    desk.click(page.senders.drop.button, save("nieuw.tplan", enrolment(newcomer)))
    assert "Dit bestuur lijkt op Bestuur 99XA. Is het hetzelfde bestuur?" in page.senders.compare.shown()


def test_many_bad_files_are_summed_up(five: Region, seat: Seat, save: Save) -> None:
    """Six are named, the rest counted."""
    desk = seat(five.region)
    page = page_of(desk)
    desk.click(page.senders.drop.button, *(save(f"{number}.tplan", b"niets") for number in range(8)))
    assert page.senders.problems().endswith("… en nog 2 bestanden.")


def test_each_sender_is_heard_anew(five: Region, seat: Seat, maker: Maker, save: Save) -> None:
    """The word of one call is not the word of the next; words that differ enrol nobody."""
    desk = seat(five.region)
    page = page_of(desk)
    files = [save(f"{number}.tplan", enrolment(maker.make(Role.SCHOOL, school(number)))) for number in (7, 8)]
    desk.click(page.senders.drop.button, *files)
    assert "1 van 2" in page.senders.compare.shown()
    desk.click(page.senders.compare.heard.refuse_button)
    assert desk.said().startswith("Niet ingeschreven")
    assert "2 van 2" in page.senders.compare.shown()
    desk.hear(page.senders.compare)
    assert {sender.name for sender in page.senders._model.rows()} >= {"School 99XI"}
    assert page.senders.table.model().rowCount() == 6


def test_enough_besturen_lead_to_the_telling(five: Region, seat: Seat) -> None:
    """One button stands out, and it goes there."""
    desk = seat(five.region)
    page = page_of(desk)
    assert "genoeg voor een telling" in page.senders._boards.text()
    assert desk.primary_buttons() == ["Naar Ontvangen"]
    desk.click(page.to_inbox_button)
    assert desk.window.current is desk.page(InboxPage)
    assert desk.page(InboxPage).opening.day.day() == TODAY


def test_too_few_besturen_say_how_many_are_missing(maker: Maker, officer: Desk, save: Save) -> None:
    """A number, not a grey button."""
    page = page_of(officer)
    officer.click(page.profile.open_button, keyholder_file(maker, save))
    officer.hear(page.profile.compare)
    page.profile.form.sectors[Sector.PO].setChecked(True)
    officer.click(page.profile.form.save_button)
    assert "0 besturen van minstens 5: nog 5 nodig" in page.senders._boards.text()
    assert officer.primary_buttons() == ["Aanmeldingen openen…"]


def test_a_word_that_was_not_heard_enrols_nobody(five: Region, seat: Seat, maker: Maker, save: Save) -> None:
    """Any of the other words is the same as saying that they differ: who guesses is asked to call."""
    desk = seat(five.region)
    page = page_of(desk)
    file = save("nieuw.tplan", enrolment(maker.make(Role.SCHOOL, school(7))))
    for _ in range(3):
        desk.click(page.senders.drop.button, file)
        comparison = page.senders.compare.heard.comparison
        assert comparison is not None
        wrong = [one for one in page.senders.compare.heard.options if not comparison.is_heard(one.text())]
        desk.click(wrong[0])
        assert desk.said().startswith("Niet ingeschreven")
        assert not page.senders.compare.isVisible()
    assert page.senders.table.model().rowCount() == 5


def test_a_double_click_answers_for_one_sender(
    five: Region, seat: Seat, maker: Maker, save: Save, request: pytest.FixtureRequest
) -> None:
    """Its second half comes too soon to be about the words that have just appeared, and changes nothing."""
    desk = seat(five.region)
    page = page_of(desk)
    files = [save(f"{number}.tplan", enrolment(maker.make(Role.SCHOOL, school(number)))) for number in (7, 8)]
    desk.click(page.senders.drop.button, *files)
    desk.hear(page.senders.compare)
    request.addfinalizer(lambda: QApplication.setDoubleClickInterval(0))
    QApplication.setDoubleClickInterval(60_000)
    desk.hear(page.senders.compare)
    assert page.senders.compare.isVisible()
    QApplication.setDoubleClickInterval(0)
    assert page.senders.table.model().rowCount() == 6
    first = next(iter(page.senders.compare.heard.options))
    first.click()
    assert not any(one.isEnabled() for one in page.senders.compare.heard.options)
    desk.settle()


def test_a_sender_is_struck_off_after_a_question(five: Region, seat: Seat) -> None:
    """Somebody has to be chosen; 'no' changes nothing; who is left still makes a telling, or the page says it can't."""
    desk = seat(five.region)
    page = page_of(desk)
    assert not page.senders.strike_button.isEnabled()
    page.senders.table.selectRow(1)
    desk.agrees = False
    desk.click(page.senders.strike_button)
    assert "School 99XB schrappen?" in desk.asked[-1]
    assert "Ook de ander" in desk.asked[-1]
    assert page.senders.table.model().rowCount() == 5
    desk.agrees = True
    page.senders.table.selectRow(1)
    desk.click(page.senders.strike_button)
    assert desk.said() == "School 99XB is geschrapt."
    assert page.senders.table.model().rowCount() == 4
    assert "nog 1 nodig" in page.senders._boards.text()
    assert not page.senders.strike_button.isEnabled(), "nobody is chosen any more"


def test_the_key_holder_strikes_off_too(five: Region, seat: Seat) -> None:
    """In his own register, on his own page."""
    desk = seat(five.keyholder)
    page = desk.page(KeyholderPage)
    page.senders.table.selectRow(0)
    desk.click(page.senders.strike_button)
    assert page.senders.table.model().rowCount() == 4
