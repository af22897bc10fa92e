"""From a note to an anonymous casusblad: found, judged by a person, asked at the gate once more, and not kept."""

import io
from datetime import timedelta

import pypdf
import pytest

from factories import make_consent
from regions import TODAY, Clock, folder_of, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import cases, consents, meetings, sheets
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.memory import Recalled
from thuisplan_desktop.anonymise.redact import Choice, Review, added_span
from thuisplan_desktop.errors import AnonymousNotAllowed, InvalidCase, NoSuchCase, NoSuchDiscussion, NotReviewed
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, Decision, MeetingKind, Party, Route
from thuisplan_desktop.register.meeting import Discussion
from thuisplan_desktop.store import destroying, settings

NOTE = (
    "Femke van der Zandloper (nummer 40001) is thuis. Moeder Jitske belde op 06-12345678. Klasgenoot Tjibbe mist haar."
)
CATEGORIES = frozenset({DataCategory.ABSENCE})
CONCERN = "Al zes weken thuis."


def discussed(register: OpenRegister, file: CaseFile, kind: MeetingKind, route: Route) -> Discussion:
    meeting = meetings.plan_meeting(register, kind, TODAY, (Party.LEERPLICHT,)).value
    found: Discussion = meetings.put_on_agenda(register, meeting.id, file.case.id, CATEGORIES, route, CONCERN).value
    return found


def refuse(register: OpenRegister, file: CaseFile) -> None:
    for parent in file.contacts:
        no = make_consent(
            file.case, parent, decision=Decision.REFUSED, valid_until=None, parties=frozenset(), categories=frozenset()
        )
        consents.record_consent(register, no)


def answers(register: OpenRegister, discussion: Discussion, draft: sheets.Draft, review: Review) -> frozenset[str]:
    return frozenset(line.id for line in sheets.remaining(register, discussion.id, draft, review))


def left_standing(draft: sheets.Draft) -> Review:
    """Every finding kept knowingly."""
    return Review({(one.start, one.end): Choice.REJECT for one in draft.findings})


def test_everybody_in_the_register_is_looked_for(register: OpenRegister) -> None:
    """Names of this case, of its parents and of other pupils are found, and looking keeps and logs nothing."""
    file = keep_pupil(register, pupil_key="40001")
    keep_pupil(register, nickname="Tjibbe", surname="Verzinsel", infix="")
    before = log_of(register)
    draft = sheets.find(register, file.case.id, NOTE)
    found = {NOTE[one.start : one.end] for one in draft.findings}
    assert {"Jitske", "06-12345678", "Tjibbe", "40001"} <= found
    assert any(text.startswith("Femke") for text in found)
    assert log_of(register) == before
    assert repr(draft) == f"Draft({len(draft.findings)} findings)"
    with pytest.raises(NoSuchCase):
        sheets.find(register, "weg", NOTE)


def test_a_sheet_of_what_a_person_approved(register: OpenRegister) -> None:
    """The PDF has the reviewed text and the code of the discussion; no name, no number, no metadata about anybody."""
    file = keep_pupil(register, pupil_key="40001")
    keep_pupil(register, nickname="Tjibbe", surname="Verzinsel", infix="")
    refuse(register, file)
    discussion = discussed(register, file, MeetingKind.SUPPORT_TEAM, Route.ANONYMOUS)
    draft = sheets.find(register, file.case.id, NOTE)
    review = Review.accepting(draft.findings)
    pdf = sheets.make_sheet(register, discussion.id, draft, review, answers(register, discussion, draft, review))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert discussion.sheet_code in text
    assert "mist hen" in text
    for secret in ("Femke", "Zandloper", "Jitske", "Tjibbe", "06-12345678", "40001", "Bedacht", "School 99XA"):
        assert secret not in text + str(reader.metadata)
    assert log_of(register)[-1] == "sheet_anonymous"


def test_the_weeks_on_the_sheet_count_in_all_together(register: OpenRegister) -> None:
    """Six pupils of one age and sector, away for 60 to 210 days: two for one to three months, and that is printed."""
    files = [
        keep_pupil(register, pupil_key=f"4000{n}", first_absent_on=TODAY - timedelta(days=60 + 30 * n))
        for n in range(6)
    ]
    refuse(register, files[0])
    discussion = discussed(register, files[0], MeetingKind.SUPPORT_TEAM, Route.ANONYMOUS)
    draft = sheets.find(register, files[0].case.id, "Het gaat niet goed.")
    review = Review.accepting(draft.findings)
    (together,) = sheets.remaining(register, discussion.id, draft, review)
    assert (together.register, together.must_be_answered) == (2, True)
    with pytest.raises(NotReviewed):
        sheets.make_sheet(register, discussion.id, draft, review)
    pdf = sheets.make_sheet(register, discussion.id, draft, review, frozenset({together.id}))
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    assert "4 weken tot 3 maanden" in text
    assert "4 weken tot 3 maanden afwezig" in together.found


def test_nothing_without_review(register: OpenRegister) -> None:
    """With one finding undecided there is no sheet and no log line."""
    file = keep_pupil(register)
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    draft = sheets.find(register, file.case.id, NOTE)
    before = log_of(register)
    with pytest.raises(NotReviewed) as refused:
        sheets.make_sheet(register, discussion.id, draft, Review.accepting(draft.findings[1:]))
    assert refused.value.facts == {"open_findings": 1}
    assert log_of(register) == before


@pytest.mark.parametrize("text", ["Femke van der Zandloper is thuis.", "ZANDLOPER, fémke is thuis."])
def test_a_full_name_never_passes(register: OpenRegister, text: str) -> None:
    """Whatever the reader left standing, the words that will be printed are looked at once more."""
    file = keep_pupil(register)
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    draft = sheets.find(register, file.case.id, text)
    review = left_standing(draft)
    before = log_of(register)
    with pytest.raises(InvalidCase):
        sheets.make_sheet(register, discussion.id, draft, review, answers(register, discussion, draft, review))
    assert log_of(register) == before


def test_the_text_is_searched_once_more(register: OpenRegister) -> None:
    """Findings are not taken from the caller: what nobody judged is found again, and there is no sheet and no line."""
    file = keep_pupil(register)
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    before = log_of(register)
    for draft in (sheets.Draft(NOTE, ()), sheets.Draft("Bel 06-12345678, bsn 123456782, Kerkstraat 12.", ())):
        with pytest.raises(NotReviewed):
            sheets.make_sheet(register, discussion.id, draft, Review(), answers(register, discussion, draft, Review()))
    late = "De leerling is thuis. Tjibbe van Ooijersberg mist hen."
    draft = sheets.find(register, file.case.id, late)
    some = Review.accepting([one for one in draft.findings if late[one.start : one.end] != "Tjibbe van Ooijersberg"])
    hidden = sheets.Draft(late, tuple(one for one in draft.findings if (one.start, one.end) in some.decisions))
    with pytest.raises(NotReviewed) as refused:
        sheets.make_sheet(register, discussion.id, hidden, some, answers(register, discussion, hidden, some))
    assert refused.value.facts == {"open_findings": 1}
    assert log_of(register) == before


def test_what_was_left_standing_must_be_answered(register: OpenRegister) -> None:
    """A name, a place, a day and a phrase that stay each ask for an answer, in a register where six are alike."""
    file = keep_pupil(register)
    for n in range(6):
        keep_pupil(register, nickname=f"Aa{n}", surname=f"Bb{n}", infix="", birth_date=file.case.birth_date)
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    text = "Sofie Bakker, de jeugdprinses van Uitgeest, is thuis. Sofie belde op 3 mei uit Heiloo."
    draft = sheets.find(register, file.case.id, text)
    review = left_standing(draft)
    lines = sheets.remaining(register, discussion.id, draft, review)
    waiting = [line for line in lines if line.must_be_answered]
    told = {words for line in waiting for words in line.found}
    assert {"Sofie Bakker", "Sofie", "3 mei", "Heiloo"} <= told
    assert "together" in {line.id for line in waiting}
    with pytest.raises(NotReviewed):
        sheets.make_sheet(register, discussion.id, draft, review)
    assert sheets.make_sheet(register, discussion.id, draft, review, frozenset(line.id for line in waiting))
    hidden = Review.accepting(draft.findings)
    left = {line.id for line in sheets.remaining(register, discussion.id, draft, hidden)}
    assert not any(one.startswith("kept") for one in left)


def test_the_gate_is_asked_once_more(register: OpenRegister) -> None:
    """Consent that came after all closes the anonymous route; a case by name never gets an anonymous sheet."""
    file = keep_pupil(register)
    refuse(register, file)
    discussion = discussed(register, file, MeetingKind.SUPPORT_TEAM, Route.ANONYMOUS)
    draft = sheets.find(register, file.case.id, NOTE)
    review = Review.accepting(draft.findings)
    answered = answers(register, discussion, draft, review)
    give_consent(register, file, parties=(Party.LEERPLICHT,), asked_on=TODAY, decided_on=TODAY)
    with pytest.raises(AnonymousNotAllowed):
        sheets.make_sheet(register, discussion.id, draft, review, answered)
    by_name = discussed(register, file, MeetingKind.SUPPORT_TEAM, Route.BY_NAME)
    with pytest.raises(AnonymousNotAllowed):
        sheets.make_sheet(register, by_name.id, draft, review, answered)
    with pytest.raises(NoSuchDiscussion):
        sheets.make_sheet(register, "weg", draft, review, answered)


def test_a_case_that_stands_by_name_gets_no_anonymous_sheet(register: OpenRegister) -> None:
    """Also where its consent is gone and anonymous would do: the row would say that its name was heard."""
    file = keep_pupil(register)
    given = give_consent(register, file, parties=(Party.LEERPLICHT,))
    discussion = discussed(register, file, MeetingKind.SUPPORT_TEAM, Route.BY_NAME)
    for one in given:
        consents.withdraw_consent(register, one, TODAY)
    draft = sheets.find(register, file.case.id, NOTE)
    review = Review.accepting(draft.findings)
    answered = answers(register, discussion, draft, review)
    with pytest.raises(AnonymousNotAllowed) as refused:
        sheets.make_sheet(register, discussion.id, draft, review, answered)
    assert "zet het er anoniem op" in refused.value.facts["reasons"]
    meetings.take_off_agenda(register, discussion.id)
    again = meetings.put_on_agenda(
        register, discussion.meeting_id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN
    ).value
    assert sheets.make_sheet(register, again.id, draft, review, answers(register, again, draft, review))
    assert {one.route for one in cases.open_case(register, file.case.id).sharings} == {Route.ANONYMOUS}


def test_the_text_is_not_kept(register: OpenRegister, clock: Clock) -> None:
    """A draft waits inside the register; after a sheet the note is nowhere in it, nor are the words decided about."""
    file = keep_pupil(register, pupil_key="40001")
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    meetings.keep_draft(register, discussion.id, NOTE)
    assert meetings.open_discussion(register, discussion.id).draft == NOTE
    draft = sheets.find(register, file.case.id, NOTE)
    review = Review.accepting(draft.findings)
    sheets.make_sheet(register, discussion.id, draft, review, answers(register, discussion, draft, review))
    assert meetings.open_discussion(register, discussion.id).draft == ""
    raw = register.workspace.raw
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    cells = [str(cell) for table in tables for row in raw.execute(f"SELECT * FROM {table}") for cell in row]
    assert not [cell for cell in cells if "mist haar" in cell or "06-12345678" in cell]
    assert log_of(register)[-2:] == ["sheet_learning", "discussion_opened"]
    assert cases.open_case(register, file.case.id).sharings[0].route is Route.LEARNING
    assert folder_of(register).is_dir()


def test_decisions_about_a_case_are_remembered(register: OpenRegister) -> None:
    """What was replaced or added is so again in another text, what was left is asked; another case knows nothing."""
    file, other = keep_pupil(register, pupil_key="40001"), keep_pupil(register, nickname="Wende", surname="Ander")
    draft = sheets.find(register, file.case.id, NOTE)
    assert draft.before == Recalled()
    at = NOTE.index("thuis")
    review = Review.accepting(draft.findings).with_choice(draft.findings[-1], Choice.REJECT)
    review = review.with_added(added_span(NOTE, at, at + len("thuis"), Kind.PLACE, "een plaats"))
    sheets.keep_decisions(register, file.case.id, draft, review)
    again = sheets.find(register, file.case.id, "Nu is Femke van der Zandloper thuis. Tjibbe mist haar.")
    decided = {again.text[a:b]: choice for (a, b), choice in again.before.review.decisions.items()}
    assert decided == {"Femke van der Zandloper": Choice.ACCEPT, "Tjibbe": Choice.ACCEPT}
    assert {again.text[a:b] for a, b in again.before.left_before} == {"haar"}
    assert [(again.text[one.start : one.end], one.replacement) for one in again.before.review.added] == [
        ("thuis", "een plaats")
    ]
    assert sheets.find(register, other.case.id, NOTE).before == Recalled()
    with pytest.raises(NoSuchCase):
        sheets.keep_decisions(register, "weg", draft, review)


def test_what_was_decided_goes_with_the_case(register: OpenRegister) -> None:
    """Removing the case removes its decisions from the settings as well; the register stays whole."""
    file = keep_pupil(register, pupil_key="40001")
    draft = sheets.find(register, file.case.id, NOTE)
    sheets.keep_decisions(register, file.case.id, draft, Review.accepting(draft.findings))
    with register.change() as connection:
        assert settings.get(connection, sheets.review_key(file.case.id))
        destroying.remove_case(connection, file.case.id)
        assert settings.get(connection, sheets.review_key(file.case.id)) == ""
    assert not register.workspace.raw.execute("SELECT key FROM settings WHERE key LIKE 'draft:%'").fetchall()


def test_what_fits_fewer_than_five_must_be_answered(register: OpenRegister) -> None:
    """In a register of one pupil all that remains fits one: no sheet before the reader answered, and no log line."""
    file = keep_pupil(register)
    discussion = discussed(register, file, MeetingKind.LEARNING, Route.LEARNING)
    draft = sheets.find(register, file.case.id, NOTE)
    review = Review.accepting(draft.findings)
    before = log_of(register)
    with pytest.raises(NotReviewed):
        sheets.make_sheet(register, discussion.id, draft, review)
    assert log_of(register) == before
    lines = sheets.remaining(register, discussion.id, draft, review)
    assert [(line.register, line.must_be_answered) for line in lines if line.id == "together"] == [(1, True)]
