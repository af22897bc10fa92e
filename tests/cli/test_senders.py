"""Senders who leave, and one who put back a backup: struck off and let in again by command."""

from dataclasses import replace
from pathlib import Path

import pytest

from regions import CODE, TODAY, Maker, Region, log_of, school, shut
from thuisplan_desktop.actions import agreeing, counting, joining
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import identities, register_file

DAY = TODAY.isoformat()


def reopened(maker: Maker, folder: Path, role: Role) -> OpenRegister:
    return OpenRegister(register_file.open_(folder, *maker.keys[role]), maker.clock)


@pytest.mark.parametrize(("group", "role"), [("region", Role.REGION), ("keyholder", Role.KEYHOLDER)])
def test_a_sender_is_struck_off(run, secret, five: Region, maker: Maker, group: str, role: Role) -> None:
    """By name or by words, in the register of whoever does it; a name that nobody has changes nothing."""
    own = five.region if role is Role.REGION else five.keyholder
    words = agreeing.find_sender(own, "School 99XB").fingerprint
    folder = shut(own)
    for nobody in ("School 99XQ", "School", " ".join(words.split()[:11])):
        assert run(group, "strike", folder, nobody, *secret).message.startswith("Er is hier niet precies één deelnemer")
    assert "Geschrapt: School 99XA (Bestuur 99XA)" in run(group, "strike", folder, "school 99xa", *secret).out
    assert "Geschrapt: School 99XB" in run(group, "strike", folder, words.upper(), *secret).out
    register = reopened(maker, folder, role)
    try:
        assert [sender.name for sender in agreeing.list_senders(register)] == [f"School 99X{one}" for one in "CDE"]
        assert log_of(register).count("sender_struck") == 2
    finally:
        register.close()


def test_a_name_of_two_needs_the_words(run, secret, five: Region, maker: Maker) -> None:
    """Whoever is meant is never guessed."""
    again = maker.make(Role.SCHOOL, replace(school(0), board="Een ander bestuur"))
    with five.senders[0].read() as connection:
        profile = identities.load_identity(connection, CODE).profile
    joining.pin_profile(again, profile)
    agreeing.enrol(five.region, joining.enrolment_file(again, CODE).value.data)
    folder = shut(five.region)
    assert run("region", "strike", folder, "School 99XA", *secret).code == 1


def test_a_restored_sender_is_let_in_by_command(run, secret, five: Region, tmp_path: Path) -> None:
    """Refused as the files come, let in after the words of this very file were heard; another twelve words don't do."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    sender = five.senders[0]
    with sender.change() as connection:
        own = identities.load_identity(connection, CODE)
        identities.save_identity(connection, replace(own, sequence=0, last_hash=b""))
        sender.log(connection, "test")
    again = counting.seal_for_region(sender, telling).value
    file = tmp_path / "opnieuw.tplan"
    file.write_bytes(again.data)
    folder = shut(five.region)
    refused = run("region", "receive", folder, "--peildatum", DAY, file, *secret)
    assert refused.code == 1
    assert "past niet na het vorige" in refused.err
    readmit = ("region", "readmit", folder, "--peildatum", DAY, file, "--fingerprint")
    wrong = run(*readmit, again.own_fingerprint, *secret)
    assert wrong.message.startswith("De woorden aan de telefoon zijn niet de vingerafdruk")
    done = run(*readmit, again.file_words.upper(), *secret)
    assert (done.code, done.err) == (0, "")
    twice = run(*readmit, again.file_words, *secret)
    assert twice.code == 1, "the same file is not new a second time"
