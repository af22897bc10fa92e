"""`handover`: key, seal, open, on real folders."""

import json
from dataclasses import replace
from pathlib import Path

from regions import Maker, content_of, keep_pupil, school, shut
from thuisplan_desktop.actions import cases, handing
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import DataCategory, Role
from thuisplan_desktop.register.talk import Handover


def test_from_one_register_to_another(run, secret, maker: Maker, tmp_path: Path, canary: str) -> None:
    """Nothing goes without the words, without a ground, or twice; the pupil's name is on no stream and in no file."""
    register = maker.make(Role.SCHOOL)
    case_id = keep_pupil(register, nickname=canary).case.id
    there = maker.make(Role.SCHOOL, school(1))
    mine, theirs = shut(register), shut(there)
    key, file = tmp_path / "sleutel.tplan", tmp_path / "overdracht.tplan"
    words = run("handover", "key", theirs, "--out", key, *secret).out.splitlines()[-1].partition(": ")[2]
    call = ("handover", "seal", mine, "--case", case_id, "--to", "school", "--key", key, "--out", file, *secret)
    told = ("--categories", "absence", "education")
    assert "zijn niet de vingerafdruk" in run(*call, *told, "--fingerprint", "andere woorden").message
    assert "mag nu niet worden gedeeld" in run(*call, "--categories", "health", "--fingerprint", words).message
    assert not file.exists()
    own = run(*call, *told, "--fingerprint", words).out.splitlines()[-1].partition(": ")[2]
    assert canary.encode() not in file.read_bytes()
    before = content_of(theirs, maker.keys[Role.SCHOOL])["cases"]
    assert "zijn niet de vingerafdruk" in run("handover", "open", theirs, file, "--fingerprint", words, *secret).message
    assert content_of(theirs, maker.keys[Role.SCHOOL])["cases"] == before == []
    first = run("handover", "open", theirs, file, "--fingerprint", own, *secret)
    assert "als nieuwe casus" in first.out
    again = run("handover", "open", theirs, file, "--fingerprint", own, *secret)
    assert "bij de casus die er al was" in again.out
    assert canary not in first.out + first.err + again.out + again.err
    assert len(json.loads(run("cases", theirs, "--json", *secret).out)) == 1
    assert "voor iemand anders verzegeld" in run("handover", "open", mine, file, "--fingerprint", own, *secret).message
    assert "geen (volledig) Thuisplan-bestand" in run(
        "handover", "open", theirs, Path(__file__), "--fingerprint", own, *secret
    ).message  # fmt: skip


def test_who_may_be_here_already_is_answered(run, secret, maker: Maker, tmp_path: Path) -> None:
    """Nothing comes in before; then into that case."""
    register, there = maker.make(Role.SCHOOL), maker.make(Role.SCHOOL, school(1))
    case_id = keep_pupil(register).case.id
    same = keep_pupil(there, birth_date=None, brin="").case.id
    mine, theirs = shut(register), shut(there)
    key, file = tmp_path / "sleutel.tplan", tmp_path / "overdracht.tplan"
    words = run("handover", "key", theirs, "--out", key, *secret).out.splitlines()[-1].partition(": ")[2]
    own = run(
        "handover", "seal", mine, "--case", case_id, "--to", "school", "--key", key, "--out", file, "--categories",
        "absence", "--fingerprint", words, *secret,
    ).out.splitlines()[-1].partition(": ")[2]  # fmt: skip
    take_in = ("handover", "open", theirs, file, "--fingerprint", own, *secret)
    asked = run(*take_in)
    assert "zeg of het dezelfde is" in asked.message
    assert f"--same-as {same}: dezelfde als " in asked.out
    assert "--same-as new: een andere leerling" in asked.out
    wrong = run(*take_in, "--same-as", "verzonnen")
    assert "kan niet van deze leerling zijn" in wrong.message
    assert f"--same-as {same}: " in wrong.out
    assert f"bij de casus die er al was: {same}" in run(*take_in, "--same-as", same).out


def test_a_case_under_another_name_is_answered(run, secret, maker: Maker, tmp_path: Path) -> None:
    """As in the window: whose case it was is shown, and nothing comes in before somebody says that it is the same."""
    register, there = maker.make(Role.SCHOOL), maker.make(Role.SCHOOL, school(1))
    case = keep_pupil(register).case
    key = receiving_key(there)
    made = handing.take_in(there, sealed(register, case.id, key)).case_id
    cases.save_case(register, replace(case, nickname="Noor", surname="Braambes"))
    file = tmp_path / "overdracht.tplan"
    file.write_bytes(sealed(register, case.id, key))
    own = handing.look(there, file.read_bytes()).fingerprint
    take_in = ("handover", "open", shut(there), file, "--fingerprint", own, *secret)
    asked = run(*take_in)
    assert "zeg of het dezelfde is" in asked.message
    assert f"--same-as {made}: dezelfde als Femke van der Zandloper" in asked.out
    assert "eigen casus" in run(*take_in, "--same-as", "new").message
    assert f"bij de casus die er al was: {made}" in run(*take_in, "--same-as", made).out


def receiving_key(register: OpenRegister) -> bytes:
    return bytes(handing.receiving_key(register).value.data)


def sealed(register: OpenRegister, case_id: str, key: bytes) -> bytes:
    handover = Handover(id=cases.new_id(), case_id=case_id, to=HandoverTo.SCHOOL, handed_on=register.today())
    return bytes(handing.seal(register, handover, frozenset({DataCategory.ABSENCE}), key).value.data)
