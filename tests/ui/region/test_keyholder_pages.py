"""Regio and Verzoek: the key holder trusts nobody he did not call, and gives one sum."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from desks import Desk
from regions import CODE, GEMEENTE, TODAY, Maker, Region, school
from thuisplan_desktop.actions import agreeing, joining, receiving
from thuisplan_desktop.actions.keyholding import Asked
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.spoilt import Rest
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.ui.region.asked_card import AskedCard
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.request_page import RequestPage
from thuisplan_desktop.ui.region.step_card import State

Save = Callable[[str, bytes], Path]
Seat = Callable[[OpenRegister], Desk]


def at_request(desk: Desk) -> RequestPage:
    desk.go("request")
    return desk.page(RequestPage)


def test_the_first_day_has_one_step(holder: Desk, nameless: Callable[..., list[str]]) -> None:
    """Present yourself; the rest says what has to come first."""
    page = holder.page(KeyholderPage)
    assert [page.present.state, page.pin.state, page.senders.state] == [State.NOW, State.LATER, State.LATER]
    assert holder.primary_buttons() == ["Aanmelding maken en opslaan…"]
    holder.click(page.present.present_button)
    assert "Vul de naam" in page.present._field._problem.text()
    assert nameless(holder.window) == []


def test_presenting_gives_words_to_read_out(holder: Desk, post: Path) -> None:
    """Hidden until somebody calls, and the same in the file, also when it is saved again."""
    page = holder.page(KeyholderPage)
    page.present.region.setText("  Noord  Verzonnen ")
    page.present.region.returnPressed.emit()
    holder.settle()
    sender = agreeing.read_enrolment((post / "aanmelding-sleutelhouder.tplan").read_bytes())
    assert (sender.region, sender.fingerprint) == ("Noord Verzonnen", page.present.words.words())
    holder.click(page.present.words.button)
    holder.click(page.present.words.button)
    holder.click(page.present.again_button)
    again = agreeing.read_enrolment((post / "aanmelding-sleutelhouder.tplan").read_bytes())
    assert again.fingerprint == sender.fingerprint


def profile_for(maker: Maker, presented: bytes) -> bytes:
    region = maker.make(Role.REGION)
    made = agreeing.make_profile(
        region, region=CODE, name="Voorbeeldregio", definitions_name="landelijk", keyholder_file=presented
    )
    return bytes(made.value)


def test_a_profile_that_names_somebody_else_is_refused(holder: Desk, maker: Maker, save: Save) -> None:
    """Before anybody calls."""
    page = holder.page(KeyholderPage)
    page.present.region.setText(CODE)
    holder.click(page.present.present_button)
    stranger = joining.enrolment_file(maker.make(Role.KEYHOLDER), CODE).value.data
    holder.click(page.pin.open_button, save("profiel.tplan", profile_for(maker, stranger)))
    assert "andere sleutelhouder of inschrijver dan u" in holder.said()
    assert not page.pin.compare.isVisible()


def test_a_profile_is_pinned_after_the_call(holder: Desk, maker: Maker, save: Save, post: Path) -> None:
    """Words that differ pin nothing; the same words pin it."""
    page = holder.page(KeyholderPage)
    page.present.region.setText(CODE)
    holder.click(page.present.present_button)
    profile = save("profiel.tplan", profile_for(maker, (post / "aanmelding-sleutelhouder.tplan").read_bytes()))
    holder.click(page.pin.open_button, profile)
    holder.click(page.pin.compare.heard.refuse_button)
    assert holder.said().startswith("Niet vastgelegd")
    assert page.pin.state is State.NOW
    holder.click(page.pin.open_button, profile)
    holder.hear(page.pin.compare)
    assert page.pin.state is State.DONE
    assert holder.primary_buttons() == ["Aanmeldingen openen…"]


def test_a_new_version_is_pinned_after_another_call(holder: Desk, maker: Maker, save: Save, post: Path) -> None:
    """The step is done, and offers it; other words leave what was pinned."""
    page, region = holder.page(KeyholderPage), maker.make(Role.REGION)
    page.present.region.setText(CODE)
    holder.click(page.present.present_button)
    presented = (post / "aanmelding-sleutelhouder.tplan").read_bytes()
    chosen = {"name": "Voorbeeldregio", "definitions_name": "landelijk"}
    first = agreeing.make_profile(region, region=CODE, keyholder_file=presented, **chosen).value
    holder.click(page.pin.open_button, save("profiel.tplan", first))
    holder.hear(page.pin.compare)
    second = save("profiel2.tplan", agreeing.renew_profile(region, min_senders=6, sectors=[Sector.PO], **chosen).value)
    holder.click(page.pin.renew_button, second)
    holder.click(page.pin.compare.heard.refuse_button)
    assert page.pin.state is State.DONE
    holder.click(page.pin.renew_button, second)
    holder.hear(page.pin.compare)
    assert page.pin.state is State.DONE
    assert "versie 2" in page.pin._facts.text()


def test_without_a_profile_there_is_nothing_to_sign(holder: Desk) -> None:
    """The page says where to begin."""
    page = at_request(holder)
    assert page.empty.button is not None
    holder.click(page.empty.button)
    assert holder.window.current is holder.page(KeyholderPage)


def test_when_all_is_done_the_request_is_next(five: Region, seat: Seat) -> None:
    """One button stands out, and it leads there."""
    desk = seat(five.keyholder)
    assert desk.primary_buttons() == ["Verzoek openen…"]
    desk.click(desk.page(KeyholderPage).to_request_button)
    assert desk.window.current is desk.page(RequestPage), "also after Cancel"
    assert desk.primary_buttons() == ["Verzoek openen…"]


def test_a_proposal_shows_what_was_checked(five: Region, seat: Seat, save: Save, post: Path) -> None:
    """Nothing is signed before the button; 'nu niet' signs nothing; signing twice gives the same file."""
    proposal = save("voorstel.tplan", receiving.propose_telling(five.region, TODAY).value)
    desk = seat(five.keyholder)
    page = at_request(desk)
    desk.click(page.drop.button, proposal)
    shown = page.asked.shown()
    assert "Voorgestelde telling" in shown
    assert "genoeg besturen mee: 5 in PO (minstens 5)" in shown
    assert "Binnen 21 dagen" in shown
    desk.click(page.asked.aside_button)
    assert not list(post.glob("telling-2*"))
    signed = [sign(desk, page, proposal, post) for _ in range(2)]
    assert signed[0] == signed[1]
    receiving.open_telling(five.region, signed[0])
    assert page.table.model().rowCount() == 1


def sign(desk: Desk, page: RequestPage, proposal: Path, post: Path) -> bytes:
    desk.click(page.drop.button, proposal)
    desk.click(page.asked.agree_button)
    return (post / f"telling-{TODAY}.tplan").read_bytes()


def test_an_invented_sender_is_refused(five: Region, seat: Seat, maker: Maker, save: Save) -> None:
    """A roster from the samenwerkingsverband is only a proposal."""
    stranger = maker.make(Role.SCHOOL, school(9))
    agreeing.enrol(five.region, joining.enrolment_file(stranger, CODE).value.data)
    proposal = save("voorstel.tplan", receiving.propose_telling(five.region, TODAY).value)
    desk = seat(five.keyholder)
    page = at_request(desk)
    desk.click(page.drop.button, proposal)
    assert "niet zelf heeft ingeschreven" in desk.said()
    assert not page.asked.isVisible()


def test_one_sum_and_the_same_answer_again(delivered: Region, seat: Seat, save: Save, post: Path) -> None:
    """The very same request, whose answer got lost, is recognised."""
    request = save("verzoek.tplan", receiving.request_sum(delivered.region, delivered.id_of(TODAY)).value)
    desk = seat(delivered.keyholder)
    page = at_request(desk)
    page.drop.dropped.emit((request,))
    desk.settle()
    assert "Elk zegel klopt: 5 helften zijn geopend" in page.asked.shown()
    desk.click(page.asked.agree_button)
    first = (post / f"optelantwoord-{TODAY}.tplan").read_bytes()
    desk.click(page.drop.button, request)
    assert "hetzelfde verzoek dat u op 24 maart 2026 beantwoordde" in page.asked.shown()
    desk.click(page.asked.agree_button)
    assert (post / f"optelantwoord-{TODAY}.tplan").read_bytes() == first
    assert receiving.add_up(delivered.region, delivered.id_of(TODAY), first).value == 5


def test_a_sum_without_one_group_says_what_it_is(qtbot: QtBot) -> None:
    """Why it is asked, which group, and why it shows no school: before anything is given."""
    card = AskedCard()
    qtbot.addWidget(card)
    rest = Rest(b"", number=2, of=4, totals_only=frozenset(), sets=())
    card.show_asked(
        Asked(
            for_sum=True,
            region_name="Voorbeeldregio",
            peildatum=TODAY,
            words="een twee",
            senders=15,
            enrolled=20,
            boards=((Sector.PO, 15),),
            min_senders=5,
            rest=rest,
            own_account=(Sector.PO,),
        )
    )
    assert "op die van groep 2 van 4 na" in card.shown()
    assert "gaf u nog geen som" not in card.shown()
    assert "Wie in PO nergens ingeschreven staat of een vrijstelling heeft, telt één bestuur" in card.shown()
    assert "leert het niets over één school" in card.shown()


def test_a_neighbouring_day_is_refused(summed: Region, seat: Seat, save: Save) -> None:
    """Twenty-one days are one telling."""
    proposal = save("v.tplan", receiving.propose_telling(summed.region, TODAY - timedelta(days=21)).value)
    desk = seat(summed.keyholder)
    desk.click(at_request(desk).drop.button, proposal)
    assert "al een som gegeven" in desk.said()


def test_another_kind_of_file_is_named(five: Region, seat: Seat, save: Save) -> None:
    """An enrolment is no request."""
    file = save("aanmelding.tplan", joining.enrolment_file(five.senders[0], CODE).value.data)
    desk = seat(five.keyholder)
    desk.click(at_request(desk).drop.button, file)
    assert "ander soort bestand" in desk.said()


def test_choosing_no_file_does_nothing(five: Region, seat: Seat) -> None:
    """Cancel in the system's window."""
    desk = seat(five.keyholder)
    page = at_request(desk)
    desk.click(page.drop.button)
    assert desk.said() == ""
    assert GEMEENTE.name in desk.session.summary.title
