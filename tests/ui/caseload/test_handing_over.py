"""Overdragen in the window: judged while it is filled in, told or sealed, and taken in at the other end."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel

from factories import make_absence, make_case
from offices import Books, Office
from regions import TODAY
from thuisplan_desktop.actions import cases, handing
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import handover_v1, receiving_key_v1
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.register import handing as going
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Purpose, Role
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.handover_dialog import (
    ArrivalDialog,
    HandoverDialog,
    ReceivingDialog,
    SealDialog,
    SealedDialog,
)

OTHER = Identity.generate()
LAWFUL = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


def begin(office: Office, books: Books) -> tuple[CasePage, HandoverDialog]:
    case = books.keep_case()
    office.go("case", case.id)
    page = office.page(CasePage)
    page.go_to("Afsluiten")
    office.settle()
    office.click(page.closing.handovers.add_button)
    return page, office.dialog(HandoverDialog)


def choose(office: Office, dialog: HandoverDialog, to: HandoverTo, *told: DataCategory) -> None:
    dialog.to.setCurrentIndex(dialog.to.findData(to.value))
    for one, box in dialog.categories.items():
        box.setChecked(one in told)
    office.settle()


def test_told_is_judged_and_kept(office: Office, books: Books) -> None:
    """Without a ground neither verb works and the reasons stand there; with one there is a row and a hand-over."""
    page, dialog = begin(office, books)
    office.click(dialog.verb)
    assert "Kies welke gegevens" in dialog._problem.text()
    choose(office, dialog, HandoverTo.RMC, DataCategory.HEALTH)
    assert dialog._outcome.text() == "Hier is geen grondslag voor"
    assert not dialog.verb.isEnabled()
    assert not dialog.seal_button.isEnabled()
    choose(office, dialog, HandoverTo.SCHOOL, *LAWFUL)
    assert dialog._outcome.text() == "Mag: onderwijskundig rapport"
    dialog.receiver.setText("De Nieuwe Es")
    dialog.warm.setChecked(True)
    office.click(dialog.verb)
    assert page.view is not None
    (kept,) = page.view.file.handovers
    assert (kept.receiver, kept.warm) == ("De Nieuwe Es", True)
    assert [row.rule for row in page.view.sharings] == ["nieuwe-school, versie 1"]


def test_sealed_only_after_the_words_were_compared(office: Office, books: Books, tmp_path: Path) -> None:
    """The verb waits for the tick; the file opens with the receiver's key, and our words stand there to read out."""
    page, dialog = begin(office, books)
    choose(office, dialog, HandoverTo.SCHOOL, *LAWFUL)
    (tmp_path / "niets.tplan").write_bytes(b"{}")
    (tmp_path / "sleutel.tplan").write_bytes(receiving_key_v1.encode("De Nieuwe Es", OTHER))
    office.opens += [tmp_path / "niets.tplan", tmp_path / "sleutel.tplan"]
    office.click(dialog.seal_button)
    assert "geen (volledig) Thuisplan-bestand" in dialog._problem.text()
    office.click(dialog.seal_button)
    compare = office.dialog(SealDialog)
    assert not compare.verb.isEnabled()
    compare.compared.setChecked(True)
    office.click(compare.verb)
    (path,) = office.saved
    assert path.name == "overdracht.tplan"
    handed = handover_v1.decode(path.read_bytes(), OTHER)
    assert handed.categories == LAWFUL
    assert handed.file.contacts == ()
    assert handover_v1.look(path.read_bytes()).fingerprint == books.do(handing.receiving_key).fingerprint
    office.click(office.dialog(SealedDialog).verb)
    assert not office.has_dialog()
    assert page.view is not None
    assert len(page.view.file.handovers) == len(page.view.sharings) == 1


def test_what_stays_behind_is_said_before_it_does(office: Office, books: Books, tmp_path: Path) -> None:
    """A note for the receiver goes only with all kinds of data: the dialog says so, and again before the sealing."""
    _, dialog = begin(office, books)
    assert "alleen met alle soorten gegevens" in dialog._travels.text()
    choose(office, dialog, HandoverTo.SCHOOL, *LAWFUL)
    dialog.note.setPlainText("Bel eerst met moeder.")
    assert dialog._travels.text().startswith("Deze tekst gaat niet mee in een verzegeld bestand")
    (tmp_path / "sleutel.tplan").write_bytes(receiving_key_v1.encode("De Nieuwe Es", OTHER))
    office.opens.append(tmp_path / "sleutel.tplan")
    office.click(dialog.seal_button)
    compare = office.dialog(SealDialog)
    assert any("gaat niet mee" in line.text() for line in compare.findChildren(QLabel))
    office.click(compare.cancel)
    choose(office, dialog, HandoverTo.SCHOOL, *DataCategory)
    assert "gaan deze tekst en andere vrije tekst mee" in dialog._travels.text()


def test_a_day_that_is_not_today_can_only_be_told(office: Office, books: Books, tmp_path: Path) -> None:
    """The reason stands in the dialog, nothing is saved."""
    _, dialog = begin(office, books)
    choose(office, dialog, HandoverTo.SCHOOL, *LAWFUL)
    dialog.day.set_day(TODAY - timedelta(days=1))
    (tmp_path / "sleutel.tplan").write_bytes(receiving_key_v1.encode("De Nieuwe Es", OTHER))
    office.opens.append(tmp_path / "sleutel.tplan")
    office.click(dialog.seal_button)
    compare = office.dialog(SealDialog)
    compare.compared.setChecked(True)
    office.click(compare.verb)
    assert "een verzegeld bestand wordt vandaag gemaakt" in compare._problem.text()
    assert office.saved == []


def test_a_case_comes_in(office: Office, books: Books, tmp_path: Path) -> None:
    """Our key goes out; what was sealed to it is shown with the sender's words, and becomes one case."""
    page = office.page(CasesPage)
    office.go("cases")
    office.click(page._receive)
    dialog = office.dialog(ReceivingDialog)
    office.click(dialog.save_button)
    key = receiving_key_v1.decode(office.saved[0].read_bytes())
    assert key.fingerprint == dialog.own.fingerprint
    handed = going.Handed(
        sender="De Oude Eik", made_on=TODAY, purpose=Purpose.HANDOVER, basis=LegalBasis.EDUCATION_REPORT,
        categories=LAWFUL, note="", file=going.what_goes(CaseFile(make_case(nickname="Sterre")), LAWFUL),
    )  # fmt: skip
    (tmp_path / "vreemd.tplan").write_bytes(handover_v1.encode(handed, OTHER, keys_of(Identity.generate())))
    (tmp_path / "in.tplan").write_bytes(handover_v1.encode(handed, OTHER, key.keys))
    office.opens += [tmp_path / "vreemd.tplan", tmp_path / "in.tplan"]
    office.click(dialog.verb)
    assert "voor iemand anders verzegeld" in dialog._problem.text()
    office.click(dialog.verb)
    arrival = office.dialog(ArrivalDialog)
    assert not arrival.verb.isEnabled()
    arrival.compared.setChecked(True)
    office.click(arrival.verb)
    assert "De casus is opgenomen" in office.said()
    (row,) = books.ask(cases.list_cases)
    assert row.name == "Sterre van der Zandloper"
    view = office.page(CasePage).view
    assert view is not None
    assert view.file.case.id == row.id


def test_a_case_that_may_be_here_is_asked_about(office: Office, books: Books, tmp_path: Path) -> None:
    """With both compared: the words, and whether it is the same pupil."""
    there = books.keep_case(nickname="Fem")
    books.do(lambda register: cases.save_absence(register, make_absence(there)))
    page = office.page(CasesPage)
    office.go("cases")
    office.click(page._receive)
    dialog = office.dialog(ReceivingDialog)
    office.click(dialog.save_button)
    key = receiving_key_v1.decode(office.saved[0].read_bytes())
    pupil = make_case(nickname="Femke", surname=there.surname, infix=there.infix, birth_date=there.birth_date)
    file = CaseFile(pupil, absences=(make_absence(pupil),))
    handed = going.Handed(
        sender="De Oude Eik", made_on=TODAY, purpose=Purpose.HANDOVER, basis=LegalBasis.EDUCATION_REPORT,
        categories=LAWFUL, note="", file=going.what_goes(file, LAWFUL),
    )  # fmt: skip
    (tmp_path / "in.tplan").write_bytes(handover_v1.encode(handed, OTHER, key.keys))
    office.opens.append(tmp_path / "in.tplan")
    office.click(dialog.verb)
    arrival = office.dialog(ArrivalDialog)
    arrival.compared.setChecked(True)
    assert not arrival.verb.isEnabled()
    assert "onderdeel" not in arrival.landing.text()
    arrival.whose.choose(there.id)
    office.settle()
    assert "1 onderdeel niet overgenomen" in arrival.landing.text()
    office.click(arrival.verb)
    (row,) = books.ask(cases.list_cases)
    assert row.id == there.id


def test_a_consulent_is_offered_other_receivers(open_office: Callable[[Role], Office]) -> None:
    """The school of the pupil, and not the samenwerkingsverband that she is herself."""
    office = open_office(Role.CONSULENT)
    _, dialog = begin(office, Books(office))
    offered = {dialog.to.itemData(number) for number in range(dialog.to.count())}
    assert HandoverTo.OWN_SCHOOL.value in offered
    assert HandoverTo.SWV.value not in offered
