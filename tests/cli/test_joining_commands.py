"""Who joins, pins and signs by command is asked, told and refused what the window asks, tells and refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factories import make_case
from regions import CODE, GEMEENTE, SWV, TODAY, Maker, Region, school, shut
from thuisplan_desktop.actions import agreeing, cases, joining, keyholding, participants, receiving
from thuisplan_desktop.register.codes import Role, Sector

DAY = TODAY.isoformat()


@pytest.fixture
def other(maker: Maker, tmp_path: Path) -> tuple[Path, str, str]:
    """The profile of another region, with the words of both its makers."""
    swv, holder = maker.make(Role.REGION, SWV), maker.make(Role.KEYHOLDER, GEMEENTE)
    presented = joining.second_party_file(holder, "andere").value.data
    made = {"name": "Andere", "definitions_name": "noord-kennemerland-nu", "keyholder_file": presented}
    data = agreeing.make_profile(swv, region="andere", sectors=(Sector.PO,), **made).value
    file = tmp_path / "profiel.tplan"
    file.write_bytes(data)
    view = joining.read_profile(data)
    return file, view.swv_fingerprint, view.keyholder_fingerprint


def test_a_region_joins_no_other_region(
    run, secret, five: Region, other: tuple[Path, str, str], tmp_path: Path
) -> None:
    """It would be that region from then on, and no telling of its own would open any more."""
    file, swv, holder = other
    folder = shut(five.region)
    words = ("--fingerprint", swv, "--keyholder-fingerprint", holder)
    refused = run("join", folder, "--profile", file, *words, "--out", tmp_path / "a.tplan", *secret)
    assert refused.message.startswith("Deze map is van een andere rol")
    assert run("region", "open-telling", folder, "--peildatum", DAY, "--out", tmp_path / "v.tplan", *secret).code == 0


def test_a_school_is_never_asked_one_fingerprint(
    run, secret, maker: Maker, other: tuple[Path, str, str], tmp_path: Path
) -> None:
    """`keyholder pin` asks for one, as the other is the key holder's own."""
    folder = shut(maker.make(Role.SCHOOL, school(0)))
    refused = run("keyholder", "pin", folder, other[0], "--fingerprint", other[1], *secret)
    assert refused.message.startswith("Deze map is van een andere rol")
    presented = run("keyholder", "present", folder, "--region", "andere", "--out", tmp_path / "a.tplan", *secret)
    assert presented.message.startswith("Deze map is van een andere rol")


def test_a_key_holder_pins_what_names_him(run, secret, maker: Maker, other: tuple[Path, str, str]) -> None:
    """As in the window."""
    folder = shut(maker.make(Role.KEYHOLDER, GEMEENTE))
    refused = run("keyholder", "pin", folder, other[0], "--fingerprint", other[1], *secret)
    assert "een andere sleutelhouder of inschrijver dan u" in refused.message


def test_who_joins_reads_what_is_counted(
    run, secret, maker: Maker, other: tuple[Path, str, str], tmp_path: Path
) -> None:
    """The titles, the definitions and the smallest number of besturen."""
    folder = shut(maker.make(Role.SCHOOL, school(0)))
    words = ("--fingerprint", other[1], "--keyholder-fingerprint", other[2])
    said = run("join", folder, "--profile", other[0], *words, "--out", tmp_path / "a.tplan", *secret).out
    assert "Telt: Thuiszitters primair onderwijs" in said
    assert "Kleinste aantal besturen: 5" in said


def test_the_key_holder_reads_before_he_signs_and_as_he_signs(
    run, secret, five: Region, maker: Maker, tmp_path: Path
) -> None:
    """'Eigen opgave', the titles and how many: also by a command that signs nothing."""
    consulent = maker.make(Role.CONSULENT, school(8))
    joining.pin_profile(consulent, participants.profile_file(five.region))
    presented = joining.enrolment_file(consulent, CODE).value.data
    for register in (five.region, five.keyholder):
        agreeing.enrol(register, presented)
    maker.clock.go_to(datetime.now(UTC).date())  # commands have a real clock, and he signs for the day too
    file, signed = tmp_path / "v.tplan", tmp_path / "t.tplan"
    file.write_bytes(receiving.propose_telling(five.region, TODAY).value)
    folder = shut(five.keyholder)
    shown = run("keyholder", "read", folder, file, *secret)
    assert shown.code == 0, shown
    read = shown.out
    said = run("keyholder", "cosign", folder, file, "--out", signed, *secret).out
    for told in ("Voorgestelde telling", "eigen opgave", "Deelnemers: 6", "Telt: Thuiszitters primair", "minstens 5"):
        assert told in read
    assert read in said
    assert signed.exists()


def test_the_key_holder_reads_why_he_answers_less(run, secret, five: Region, maker: Maker, tmp_path: Path) -> None:
    """One bestuur less than the last time: only totals, in the words of the window."""
    five.play(TODAY - timedelta(days=60))
    gone = agreeing.find_sender(five.region, "School 99XE").signing
    sixth = maker.make(Role.SCHOOL, school(5))
    joining.pin_profile(sixth, participants.profile_file(five.region))
    presented = joining.enrolment_file(sixth, CODE).value.data
    for register in (five.region, five.keyholder):
        agreeing.strike(register, gone)
        agreeing.enrol(register, presented)
    late = replace(five, senders=[*five.senders[:4], sixth])
    with pytest.MonkeyPatch.context() as bent:  # else who is new waits
        bent.setattr(receiving, "held_back", lambda *_: frozenset())
        late.receive(TODAY, late.seal(late.open_telling(TODAY)))
    file = tmp_path / "s.tplan"
    closed = run("region", "close", shut(five.region), "--peildatum", DAY, "--out", file, *secret)
    assert "Als de telling nu sluit: Anders dan bij een eerdere telling" in closed.out
    asked = keyholding.read_request(five.keyholder, file.read_bytes())
    said = run("keyholder", "answer", shut(five.keyholder), file, "--out", tmp_path / "a.tplan", *secret).out
    assert asked.totals_only
    assert "Geleverd: 5 van 5 deelnemers" in said
    assert "alleen totalen" in said
    assert "voorgoed" in said


def test_a_bestuur_written_alike_is_asked_about_first(run, secret, five: Region, maker: Maker, tmp_path: Path) -> None:
    """Nobody is enrolled until somebody said that it is another one."""
    twin = maker.make(Role.SCHOOL, replace(school(7), board="St. 99XA"))
    joining.pin_profile(twin, participants.profile_file(five.region))
    presented = joining.enrolment_file(twin, CODE).value
    file = tmp_path / "a.tplan"
    file.write_bytes(presented.data)
    enrol = ("region", "enrol", shut(five.region), file, "--fingerprint", presented.fingerprint, *secret)
    refused = run(*enrol)
    assert "lijkt op Bestuur 99XA" in refused.message
    assert "Er is niemand ingeschreven." in refused.message
    assert "Ingeschreven: School 99XH (St. 99XA)." in run(*enrol, "--other-board").out


def test_asked_before_the_sum_answers_nothing(run, secret, five: Region, maker: Maker, tmp_path: Path) -> None:
    """Nobody can have asked about a jump that isn't known yet: the report comes when somebody did."""
    five.play(TODAY)
    later = TODAY + timedelta(days=30)
    maker.clock.go_to(later)
    for sender in five.senders:
        for _ in range(3):
            cases.save_case(sender, make_case(first_absent_on=later - timedelta(days=35)))
    five.receive(later, five.seal(five.open_telling(later)))
    request = receiving.request_sum(five.region, five.id_of(later)).value
    answer = tmp_path / "an.tplan"
    answer.write_bytes(keyholding.answer(five.keyholder, request).value)
    folder, at = shut(five.region), ("--peildatum", later.isoformat())
    assert run("region", "report", folder, *at, "--asked", *secret).message.startswith("Deze telling is nog niet opge")
    assert run("region", "combine", folder, *at, "--answer", answer, *secret).code == 0
    assert run("region", "report", folder, *at, *secret).code == 1
    assert run("region", "report", folder, *at, "--asked", *secret).code == 0


def test_combine_says_what_it_misses(run, secret, five: Region) -> None:
    """With nothing to do it is a wrong call, not a silent one."""
    with pytest.raises(SystemExit) as left:
        run("region", "combine", shut(five.region), "--peildatum", DAY, *secret)
    assert left.value.code == 2


def test_an_own_table_beside_the_sum_of_a_region(run, secret, five: Region, maker: Maker) -> None:
    """In the words of the window; a school of no region hears nothing of it."""
    count = ("--peildatum", "2024-03-12", *secret)
    said = run("count", shut(five.senders[0]), *count)
    assert said.code == 0
    assert joining.beside_sums(["Voorbeeldregio"]) in said.err
    assert "Spreek met de regio af" not in run("count", shut(maker.make(Role.SCHOOL, school(6))), *count).err


def test_what_the_window_asks_for_no_command_leaves_out(run, secret, five: Region, tmp_path: Path) -> None:
    """An area without a reason, a region without a name; and who isn't of the region strikes nobody off."""
    five.play(TODAY)
    presented = joining.second_party_file(five.keyholder, CODE).value
    file = tmp_path / "k.tplan"
    file.write_bytes(presented.data)
    folder = shut(five.region)
    for area, reason in ((" ", "onbekend"), ("Langedijk", "")):
        refused = run("region", "gap", folder, "--peildatum", DAY, area, reason, *secret)
        assert "vul het gebied in en wat er ontbreekt" in refused.message
    named = ("--region", CODE, "--name", " ", "--definitions", "landelijk", "--keyholder", file)
    words = ("--fingerprint", presented.fingerprint, "--out", tmp_path / "p.tplan")
    assert "de naam van de regio ontbreekt" in run("region", "profile", folder, *named, *words, *secret).message
    struck = run("region", "strike", shut(five.senders[0]), "School 99XA", *secret)
    assert struck.message.startswith("Deze map is van een andere rol")
