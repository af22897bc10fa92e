"""Delen: giving something to one party, judged while it is filled in; and the papers that prove a consent."""

import io
import struct
import zlib
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from offices import Books, Office
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import PaperKind
from thuisplan_desktop.register.codes import DataCategory, Decision, LegalBasis, Party, Purpose
from thuisplan_desktop.register.rights import Paper
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog
from thuisplan_desktop.ui.caseload.papers import PaperDialog
from thuisplan_desktop.ui.caseload.sharing_dialog import SharingDialog


def opened(office: Office, case: Case, section: str) -> CasePage:
    office.go("case", case.id)
    page = office.page(CasePage)
    page.go_to(section)
    office.settle()
    return page


def fill(dialog: SharingDialog, party: Party, purpose: Purpose, category: DataCategory) -> None:
    dialog.party.setCurrentIndex(dialog.party.findData(party.value))
    dialog.purpose.setCurrentIndex(dialog.purpose.findData(purpose.value))
    dialog.categories[category].setChecked(True)


def test_a_report_is_judged_and_recorded(office: Office, books: Books) -> None:
    """The ground stands there with its source before anything is kept; the row says on which rule."""
    page = opened(office, books.keep_case(), "Delen")
    office.click(page.sharing.give)
    dialog = office.dialog(SharingDialog)
    office.click(dialog.verb)
    assert "Kies welke gegevens" in dialog._problem.text()
    fill(dialog, Party.DUO, Purpose.REPORT, DataCategory.ABSENCE)
    office.settle()
    assert dialog._outcome.text() == "Mag: wettelijke plicht (leerplicht)"
    assert not dialog.anyway.isVisible()
    office.click(dialog.verb)
    assert page.view is not None
    (row,) = page.view.sharings
    assert (row.basis, row.rule) == (LegalBasis.LEERPLICHT, "verzuimmelding, versie 1")


def test_without_a_ground_it_is_refused_until_it_is_called_that(office: Office, books: Books) -> None:
    """The dialog stays and says why; who ticks that it happened all the same keeps a row that says so."""
    page = opened(office, books.keep_case(), "Delen")
    office.click(page.sharing.give)
    dialog = office.dialog(SharingDialog)
    fill(dialog, Party.POLICE, Purpose.DISCUSS, DataCategory.HOME)
    office.settle()
    assert dialog._outcome.text() == "Hier is geen grondslag voor"
    office.click(dialog.verb)
    assert "Dit mag nu niet worden gedeeld" in dialog._problem.text()
    dialog.anyway.setChecked(True)
    office.click(dialog.verb)
    assert page.view is not None
    assert [row.basis for row in page.view.sharings] == [LegalBasis.NONE]


def picture() -> bytes:
    """A PNG of two by two."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x80\x80" * 2)) + chunk(b"IEND", b"")


def test_the_signed_form_comes_into_the_register(office: Office, books: Books, tmp_path: Path) -> None:
    """Chosen beside an answer, shown from memory, taken away again; another kind of file is refused with the reason."""
    page = opened(office, books.keep_case(), "Toestemming")
    office.click(page.consents.ask)
    dialog = office.dialog(ConsentDialog)
    dialog.answer.setCurrentIndex(dialog.answer.findData(Decision.GIVEN.value))
    office.click(dialog.verb)
    section = page.consents
    assert not section.papers.add_paper.isEnabled()
    section.table.selectRow(0)
    for name, content in (("tekst.jpg", b"geen plaatje"), ("Femke getekend.png", picture())):
        (tmp_path / name).write_bytes(content)
        office.opens.append(tmp_path / name)
        section.table.selectRow(0)
        office.click(section.papers.add_paper)
        if name == "tekst.jpg":
            assert "geen PDF, JPEG of PNG" in office.said()
    assert page.view is not None
    (line,) = page.view.papers
    assert "Femke" not in line.name
    section.papers.table.selectRow(0)
    office.click(section.papers.open)
    assert len(office.dialog(PaperDialog).pages) == 1
    office.dialog(PaperDialog).close()
    office.settle()
    section.papers.table.selectRow(0)
    office.click(section.papers.remove)
    assert page.view.papers == ()


def test_a_scan_in_black_and_white_is_shown_too(qtbot: QtBot) -> None:
    """A PDF of a scanner that sends pages as a fax: every page, white with black ink."""
    scan = io.BytesIO()
    pages = [Image.new("1", (400, 300), 1) for _ in range(2)]
    pages[0].paste(0, (50, 50, 150, 120))
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:])
    paper = Paper(
        id="p1", case_id="c1", consent_id="t1", kind=PaperKind.CONSENT, name="ondertekende toestemming",
        media_type="application/pdf", added_on=date(2026, 3, 24), content=scan.getvalue(),
    )  # fmt: skip
    window = QWidget()
    qtbot.addWidget(window)
    dialog = PaperDialog(window, paper)
    first, second = (page.pixmap().toImage() for page in dialog.pages)
    assert [first.pixelColor(x, y).value() for x, y in ((20, 20), (200, 200))] == [255, 0]
    assert second.pixelColor(200, 200).value() == 255
