"""Opruimen and Rechten in the window: nothing goes without a tick, a reason and a place for the proof."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from factories import make_consent, make_contact
from offices import Books, Office
from thuisplan_desktop.actions import cases, consents, retaining, rights
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import GiverRole
from thuisplan_desktop.register.retention import Stand
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.salvaged import Loss
from thuisplan_desktop.store import losses
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.clearing_dialogs import DestroyDialog, PostponeDialog
from thuisplan_desktop.ui.caseload.clearing_page import ClearingPage
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.rights_dialogs import AccessDialog, CorrectionDialog

TODAY = date(2026, 11, 3)
GONE = {"left_on": date(2023, 7, 31), "closed_on": date(2023, 9, 1), "first_absent_on": None}
Nameless = Callable[[QWidget], list[str]]


def clearing(office: Office) -> ClearingPage:
    office.go("clearing")
    return office.page(ClearingPage)


def stands(books: Books) -> list[Stand]:
    return [row.expiry.stand for row in books.ask(retaining.list_expiring)]


def told(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_empty_register_has_nothing_to_clear(office: Office) -> None:
    assert clearing(office)._empty.isVisible()


def test_why_stands_below_what_is_chosen(office: Office, books: Books, nameless: Nameless) -> None:
    """The rule with its source and day; an open case can't be destroyed from here."""
    books.keep_case(nickname="Weg", **GONE)
    books.keep_case(nickname="Open", **{**GONE, "closed_on": None})
    page = clearing(office)
    assert "Vrijstellingsbesluit Wbp" in told(page)
    assert "Van 1 casus is de bewaartermijn voorbij. Over 1 casus moet u eerst beslissen." in told(page)
    assert page.remove.isEnabled()
    page.table.selectRow(1)
    assert not page.remove.isEnabled()
    assert "sluit hem af" in page._first.text()
    assert nameless(office.window) == []


def test_what_must_go_goes_together_with_one_proof(office: Office, books: Books, nameless: Nameless) -> None:
    """Only after a tick; the proof is on paper and names nobody."""
    for name in ("Een", "Twee"):
        books.keep_case(nickname=name, **GONE)
    books.keep_case(nickname="Blijft")
    page = clearing(office)
    assert page.all_due.text() == "2 casussen vernietigen…"
    office.settle()
    assert page.all_due.width() >= page.all_due.sizeHint().width()  # the words fit, also after they changed
    office.click(page.all_due)
    dialog = office.dialog(DestroyDialog)
    assert nameless(office.window) == []
    assert not dialog.verb.isEnabled()
    dialog.sure.setChecked(True)
    office.click(dialog.verb)
    assert "2 casussen vernietigd" in office.said()
    assert stands(books) == [Stand.NO_TERM]
    (proof,) = office.saved
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(proof.read_bytes())).pages)
    assert "bewaartermijn verstreken" in read
    assert "Zandloper" not in read


def test_without_a_place_for_the_proof_nothing_goes(office: Office, books: Books) -> None:
    """The proof can be made only once, so its place comes first."""
    books.keep_case(**GONE)
    page = clearing(office)
    page.ask_save = lambda *_question: None
    office.click(page.remove)
    dialog = office.dialog(DestroyDialog)
    dialog.sure.setChecked(True)
    office.click(dialog.verb)
    assert "Er is niets vernietigd" in dialog._problem.text()
    dialog._reason.setText(" ")
    office.click(dialog.verb)
    assert "waarom" in dialog._problem.text()
    assert stands(books) == [Stand.DUE]


def _destroy(office: Office, page: ClearingPage) -> None:
    """Everything that may go, said to be meant."""
    office.click(page.remove)
    dialog = office.dialog(DestroyDialog)
    dialog.sure.setChecked(True)
    office.click(dialog.verb)
    office.settle()


def test_a_proof_that_can_not_be_written_there_gets_another_place(office: Office, books: Books) -> None:
    """It can be made only once; the first place turned out to be a folder."""
    books.keep_case(**GONE)
    page = clearing(office)
    (office.folder / "bezet").mkdir()
    places = [office.folder / "bezet", office.folder / "bewijs.pdf"]
    page.ask_save = lambda *_question: places.pop(0)
    _destroy(office, page)
    assert (office.folder / "bewijs.pdf").read_bytes().startswith(b"%PDF")
    assert "1 casus vernietigd; het verwijderbewijs is opgeslagen" in office.said()


def test_postponing_and_a_referral(office: Office, books: Books) -> None:
    """With a day and a reason; the list shows it at once."""
    books.keep_case(**GONE)
    page = clearing(office)
    office.click(page.postpone)
    dialog = office.dialog(PostponeDialog)
    office.click(dialog.verb)
    assert "Vul een dag in" in dialog._problem.text()
    dialog.until.set_day(date(2027, 3, 1))
    office.click(dialog.verb)
    assert "waarom" in dialog._problem.text()
    dialog.reason.setText("klacht loopt")
    office.click(dialog.verb)
    assert stands(books) == [Stand.POSTPONED]
    assert "klacht loopt" in page._why.text()
    office.click(page.referred)
    assert books.ask(retaining.list_expiring)[0].referred
    assert "Niet verwezen" in page.referred.text()


def rights_of(office: Office, case: Case) -> CasePage:
    office.go("case", f"{case.id}#Rechten")
    return office.page(CasePage)


def test_inzage_for_who_is_entitled(office: Office, books: Books, nameless: Nameless) -> None:
    """The rule stands there; how identity was checked is asked; the paper is saved and the request kept."""
    case = books.keep_case(birth_date=date(2014, 9, 3))
    page = rights_of(office, case)
    assert "Deze rechten gebruikt namens de leerling: ouder met gezag." in page.rights._rule.text()
    office.click(page.rights.give)
    dialog = office.dialog(AccessDialog)
    assert nameless(office.window) == []
    office.click(dialog.verb)
    assert "vastgesteld" in dialog._problem.text()
    dialog.checked.setText("paspoort gezien")
    dialog.voice.setChecked(True)
    office.click(dialog.verb)
    assert "weg blijft" in dialog._problem.text()
    dialog.voice.setChecked(False)
    dialog.home.setChecked(True)
    office.click(dialog.verb)
    assert "weg blijft" in dialog._problem.text()
    dialog.home.setChecked(False)
    office.click(dialog.verb)
    assert office.said() == "De inzage is opgeslagen."
    assert office.saved[-1].name == "inzage.pdf"
    (request,) = books.ask(lambda register: rights.view(register, case.id)).requests
    assert request.outcome is RequestOutcome.GRANTED


def test_a_parent_of_a_pupil_of_sixteen_gets_nothing(office: Office, books: Books) -> None:
    """Only the pupil is offered; without a birth date nobody."""
    page = rights_of(office, books.keep_case(birth_date=date(2010, 11, 3)))
    office.click(page.rights.give)
    assert [office.dialog(AccessDialog).who.itemData(0), office.dialog(AccessDialog).who.count()] == ["pupil_16", 1]
    office.click(office.dialog(AccessDialog).cancel)
    page = rights_of(office, books.keep_case(birth_date=None))
    assert not page.rights.give.isEnabled()
    assert "geboortedatum ontbreekt" in page.rights.give.toolTip()


def test_a_restriction_marks_the_case(office: Office, books: Books) -> None:
    """Recorded and granted in the dialog; from then on the section says that data are only kept."""
    case = books.keep_case(birth_date=date(2014, 9, 3))
    page = rights_of(office, case)
    office.click(page.rights.ask)
    dialog = office.dialog(ItemDialog)
    dialog.form.editors["kind"].set_value(RequestKind.RESTRICTION)
    office.click(dialog.verb)
    assert "antwoord uiterlijk 03-12-2026" in str(page.rights._requests.index(0, 3).data())
    assert not page.rights._restricted.isVisible()
    office.click(page.rights.answer)
    dialog = office.dialog(ItemDialog)
    dialog.form.editors["decided_on"].set_value(TODAY)
    office.click(dialog.verb)
    assert dialog.isVisible()  # a decision has an outcome
    dialog.form.editors["outcome"].set_value(RequestOutcome.GRANTED)
    office.click(dialog.verb)
    assert page.rights._restricted.isVisible()


def test_a_correction_says_why(office: Office, books: Books, nameless: Nameless) -> None:
    """One field, its new value and a reason; the list of corrections tells it."""
    case = books.keep_case(nickname="Femke")
    page = rights_of(office, case)
    office.click(page.rights.correct)
    dialog = office.dialog(CorrectionDialog)
    assert nameless(office.window) == []
    dialog.field.choose("nickname")
    dialog.editors["nickname"].set_value("Fenna")
    office.click(dialog.verb)
    assert "waarom" in dialog._problem.text()
    dialog.reason.setText("zo staat het in het paspoort")
    office.click(dialog.verb)
    assert "vastgelegd" in office.said()
    assert books.ask(lambda register: cases.open_case(register, case.id)).file.case.nickname == "Fenna"
    assert page.rights._corrections.rows()[0].field == "Roepnaam"


def test_a_restricted_case_is_marked_wherever_it_is_seen(office: Office, books: Books) -> None:
    """In the list and at the head of the case, with the article and its date; gone when the restriction is lifted."""
    case = books.keep_case(birth_date=date(2014, 9, 3))
    asked = Request(
        id="r", case_id=case.id, kind=RequestKind.RESTRICTION, asked_by=GiverRole.PARENT, asked_on=date(2026, 10, 1),
        decided_on=date(2026, 10, 2), outcome=RequestOutcome.GRANTED,
    )  # fmt: skip
    books.do(lambda register: rights.keep_request(register, asked))
    office.go("cases")
    cell = office.page(CasesPage).table.rows.index(0, 5)
    assert cell.data() == "alleen bewaren"
    assert "AVG artikel 18" in cell.data(Qt.ItemDataRole.ToolTipRole)
    head = rights_of(office, case)._header.restricted
    assert head.isVisible()
    assert "Alleen bewaren: delen, bespreken, inlezen en tellen kan nu niet. Bron: AVG artikel 18 en 21" in head.text()
    books.do(lambda register: rights.keep_request(register, replace(asked, ended_on=date(2026, 10, 3))))
    assert not head.isVisible()
    office.go("cases")
    assert office.page(CasesPage).table.rows.index(0, 5).data() != "alleen bewaren"


def test_what_a_salvage_could_not_read_stands_on_the_case_until_it_is_seen(office: Office, books: Books) -> None:
    """And the consent that no longer counts is shown so, ready to be withdrawn or asked again."""
    case = books.keep_case(birth_date=date(2014, 9, 3))
    contact = make_contact(case)
    given = make_consent(case, contact, asked_on=date(2026, 10, 1), decided_on=date(2026, 10, 1), valid_until=None)
    loss = Loss(date(2026, 11, 2), {"consents": 1, "absences": 3}, frozenset({given.id}))

    def lose(register: OpenRegister) -> Changed:
        cases.save_contact(register, contact)
        consents.record_consent(register, given)
        with register.change() as connection:
            losses.save_losses(connection, {case.id: loss})
            register.log(connection, "case_saved", case.id)
        return changed(Kind.CASES, case_id=case.id)

    books.do(lose)
    page = rights_of(office, case)
    head = page._header
    assert "ontbreken 3 verzuimperioden en 1 toestemming. Eerdere toestemming telt niet meer." in head.lacks.text()
    assert page.consents.table.rows.index(0, 1).data() == "herbevestigen"
    page.consents.table.selectRow(0)
    assert page.consents.withdraw.isEnabled()
    office.click(head.seen)
    assert not head.lacks.isVisible()
    assert page.consents.table.rows.index(0, 1).data() == "herbevestigen"
    assert books.ask(lambda register: cases.open_case(register, case.id)).log[-1].action == "case_opened"


def test_a_proof_that_was_not_saved_waits_on_the_page(office: Office, books: Books) -> None:
    """No place took it and nobody chose another: a button offers it until it was saved, also with no case left."""
    books.keep_case(**GONE)
    page = clearing(office)
    assert not page.unsaved.isVisible()
    (office.folder / "bezet").mkdir()
    places = [office.folder / "bezet", None, None, office.folder / "bewijs.pdf"]
    page.ask_save = lambda *_question: places.pop(0)
    _destroy(office, page)
    assert "1 casus vernietigd. Het verwijderbewijs is nog niet bewaard" in office.said()
    assert page._stack.currentIndex() == 1
    office.click(page.unsaved)
    assert page.unsaved.isVisible()
    office.click(page.unsaved)
    assert (office.folder / "bewijs.pdf").read_bytes().startswith(b"%PDF")
    assert not page.unsaved.isVisible()
