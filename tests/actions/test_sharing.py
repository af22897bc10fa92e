"""Verstrekking vastleggen: judged on the day itself, one row each, and own rules that can only be stricter."""

from datetime import date, timedelta

import pytest

from factories import make_consent
from regions import TODAY, keep_pupil, log_of
from thuisplan_desktop.actions import cases, consents, sharing
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.errors import InvalidCase, LooserSharingRule, SharingNotAllowed
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose

TEXT = resource("sharing", "landelijk.toml").read_text("utf-8")


def giving(case_id: str, **changes: object) -> Giving:
    told = {
        "party": Party.DUO,
        "categories": frozenset({DataCategory.ABSENCE}),
        "purpose": Purpose.REPORT,
        "on": TODAY,
        "why": "16 uur in vier weken bereikt.",
    }
    return Giving(case_id=case_id, **{**told, **changes})  # type: ignore[arg-type]  # mixed values


def test_a_report_to_leerplicht_is_one_row_on_its_ground(register: OpenRegister) -> None:
    """To whom, what, why, on which ground, by which rule of which version (domain §2.3)."""
    file = keep_pupil(register)
    sharing.record_giving(register, giving(file.case.id))
    (row,) = cases.open_case(register, file.case.id).sharings
    assert (row.recipients, row.basis, row.purpose) == ((Party.DUO,), LegalBasis.LEERPLICHT, Purpose.REPORT)
    assert row.shared_on == TODAY
    assert (row.rule, row.note) == ("verzuimmelding, versie 1", "16 uur in vier weken bereikt.")
    assert "sharing_recorded" in log_of(register)


def test_consent_of_the_day_itself_counts(register: OpenRegister) -> None:
    """A hand-over under consent; after the withdrawal it is refused and leaves nothing."""
    file = keep_pupil(register)
    answers = [
        make_consent(
            file.case, who, purposes=frozenset({Purpose.HANDOVER}), parties=frozenset({Party.RMC}),
            asked_on=TODAY, decided_on=TODAY,
        )
        for who in file.contacts
    ]  # fmt: skip
    for one in answers:
        consents.record_consent(register, one)
    asked = giving(file.case.id, party=Party.RMC, purpose=Purpose.HANDOVER)
    assert sharing.judge(register, asked).basis is LegalBasis.CONSENT
    sharing.record_giving(register, asked)
    consents.withdraw_consent(register, answers[0], TODAY)
    before = log_of(register)
    with pytest.raises(SharingNotAllowed):
        sharing.record_giving(register, asked)
    assert log_of(register) == before
    assert len(cases.open_case(register, file.case.id).sharings) == 1


def test_what_happened_without_a_ground_is_recorded_as_that(register: OpenRegister) -> None:
    """Hiding it would be worse: the row says that there was no ground. With a ground the remark is not taken over."""
    file = keep_pupil(register)
    told = giving(file.case.id, party=Party.POLICE, purpose=Purpose.DISCUSS)
    with pytest.raises(SharingNotAllowed):
        sharing.record_giving(register, told)
    sharing.record_giving(register, told, without_ground=True)
    sharing.record_giving(register, giving(file.case.id), without_ground=True)
    assert [row.basis for row in cases.open_case(register, file.case.id).sharings] == [
        LegalBasis.NONE, LegalBasis.LEERPLICHT,
    ]  # fmt: skip


def test_tomorrow_was_not_shared_yet(register: OpenRegister) -> None:
    """Nor before the pupil was born."""
    file = keep_pupil(register)
    for day in (TODAY + timedelta(days=1), date(2014, 9, 2)):
        with pytest.raises(InvalidCase):
            sharing.record_giving(register, giving(file.case.id, on=day))


def test_own_rules_hold_at_once_and_can_be_taken_back(register: OpenRegister) -> None:
    """The functionaris forbids reports to leerplicht by this road; later the shipped rules return."""
    file = keep_pupil(register)
    stricter = TEXT.replace('to = ["duo", "leerplicht"]', 'to = ["leerplicht"]').replace(
        'version = "1"', 'version = "9"'
    )
    sharing.take_own_rules(register, stricter)
    assert sharing.rules(register).version == "9"
    with pytest.raises(SharingNotAllowed):
        sharing.record_giving(register, giving(file.case.id))
    sharing.take_own_rules(register, "")
    sharing.record_giving(register, giving(file.case.id))


def test_looser_rules_never_come_in(register: OpenRegister) -> None:
    before = sharing.rules(register)
    with pytest.raises(LooserSharingRule):
        sharing.take_own_rules(register, TEXT.replace('to = ["duo", "leerplicht"]', 'to = ["duo", "police"]'))
    assert sharing.rules(register) is before


def test_the_procesplaat_is_logged(register: OpenRegister) -> None:
    assert sharing.process_card_pdf(register).startswith(b"%PDF")
    assert log_of(register)[-1] == "process_card"
