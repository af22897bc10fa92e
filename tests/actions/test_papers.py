"""Signed paper: kept inside the register alone, without the name of its file, and gone with its case."""

import pytest

from factories import SCANNED_JPEG
from regions import TODAY, folder_of, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import papers, rights
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidConsent, NoSuchPart, PaperRefused
from thuisplan_desktop.register.case_codes import PaperKind
from thuisplan_desktop.store import destroying

SCAN = SCANNED_JPEG


def test_a_scan_is_kept_shown_and_logged(register: OpenRegister) -> None:
    """The same bytes come back; the list has no pages; looking and removing are logged."""
    file = keep_pupil(register)
    consent, _ = give_consent(register, file)
    line = papers.keep_paper(register, file.case.id, consent.id, PaperKind.CONSENT, SCAN).value
    assert rights.view(register, file.case.id).papers == (line,)
    assert (line.name, line.media_type, line.added_on) == ("ondertekende toestemming 24-03-2026", "image/jpeg", TODAY)
    assert papers.open_paper(register, line.id).content == SCAN
    papers.remove_paper(register, line.id)
    assert rights.view(register, file.case.id).papers == ()
    assert log_of(register)[-3:] == ["paper_kept", "paper_opened", "paper_removed"]
    with pytest.raises(NoSuchPart):
        papers.open_paper(register, line.id)


def test_nothing_of_it_is_readable_on_disk(register: OpenRegister) -> None:
    """Only inside the encrypted file: no copy beside it, and gone with the case."""
    file = keep_pupil(register)
    consent, _ = give_consent(register, file)
    papers.keep_paper(register, file.case.id, consent.id, PaperKind.CONSENT, SCAN)
    with register.change() as connection:
        assert destroying.remove_case(connection, file.case.id)["papers"] == 1
    for path in folder_of(register).rglob("*"):
        assert path.is_dir() or b"Kanarie" not in path.read_bytes()


def test_what_is_no_scan_of_this_case_is_refused(register: OpenRegister) -> None:
    """Another kind of file, another case's consent, or a whole archive; nothing is kept or logged."""
    one, other = keep_pupil(register), keep_pupil(register, nickname="Bram")
    consent, _ = give_consent(register, one)
    before = log_of(register)
    with pytest.raises(PaperRefused):
        papers.keep_paper(register, one.case.id, consent.id, PaperKind.CONSENT, b"MZ\x90")
    with pytest.raises(InvalidConsent):
        papers.keep_paper(register, other.case.id, consent.id, PaperKind.CONSENT, SCAN)
    assert log_of(register) == before
    for _ in range(papers.MOST):
        papers.keep_paper(register, one.case.id, consent.id, PaperKind.CONSENT, SCAN)
    with pytest.raises(InvalidConsent):
        papers.keep_paper(register, one.case.id, consent.id, PaperKind.CONSENT, SCAN)
