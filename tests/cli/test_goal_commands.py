"""Targets, notes and trend of a region by commands: what the page Doelen shows, and no number more."""

import json
from datetime import date, timedelta

import pytest

from factories import make_case
from regions import TODAY, Maker, Region, shut
from thuisplan_desktop.actions import cases, keyholding, receiving

TOTAL, HIDDEN, REPORT = "thuiszitters_totaal", "langdurig_verzuim_langer_dan_3_maanden", "nk-po-2017"
AT = ("--report", REPORT, "--line", TOTAL)


@pytest.fixture
def summed(five: Region) -> Region:
    """Six children at home for some weeks, one for long."""
    for sender in (*five.senders, five.senders[0]):
        cases.save_case(sender, make_case(first_absent_on=TODAY - timedelta(days=40)))
    cases.save_case(five.senders[1], make_case(first_absent_on=date(2025, 9, 8)))
    five.play(TODAY)
    return five


def test_a_target_from_adding_to_removing(run, secret, summed: Region) -> None:
    """With its standing, its trend and a note, in words and as JSON; a hidden number is in neither."""
    folder = shut(summed.region)
    add = ("region", "target", "add", folder, *secret, *AT)
    half = ("--kind", "fixed", "--percent", "-50", "--baseline", "1200", "--baseline-on", "2023-08-01", "--source",
            "Jaarverslag 2023, bladzijde 7", "--due", "2027-07-31")  # fmt: skip
    added = run(*add, *half)
    assert (added.code, added.err) == (0, ""), added.err
    assert added.out.startswith("Bewaard: −50%, uiterlijk 31 juli 2027. Kenmerk: ")
    told = run("region", "target", "list", folder, *secret).out
    for words in ("(Jaarverslag 2023, bladzijde 7)", "streefwaarde nu: 600", "24 maart 2026: 7, gehaald"):
        assert words in told
    noted = run("region", "note", folder, "--peildatum", TODAY, *AT, "Twee scholen telden anders", *secret)
    assert (noted.code, noted.err) == (0, "")
    (goal,) = json.loads(run("region", "target", "list", folder, "--json", *secret).out)
    (point,) = goal["points"]
    assert (goal["standing"], goal["aim"], point["value"]) == ("gehaald", 600, 7)
    assert point["note"] == "Twee scholen telden anders"
    hidden = ("region", "trend", folder, "--report", REPORT, "--line", HIDDEN, *secret)
    assert "24 maart 2026: afgeschermd (5 van 5 scholen)" in run(*hidden).out
    (trend,) = json.loads(run(*hidden, "--json").out)
    assert not {"value", "between"} & set(trend["points"][0])
    assert len(json.loads(run("region", "trend", folder, "--json", *secret).out)) > 5
    run("region", "note", folder, "--peildatum", TODAY, *AT, "", *secret)
    assert json.loads(run("region", "target", "list", folder, "--json", *secret).out)[0]["points"][0]["note"] == ""
    gone = run("region", "target", "remove", folder, goal["id"], *secret)
    assert gone.out.startswith("Verwijderd.")
    assert run("region", "target", "remove", folder, goal["id"], *secret).out == "Dit doel was er niet.\n"
    assert json.loads(run("region", "target", "list", folder, "--json", *secret).out) == []


def test_what_is_not_there_is_named(run, secret, summed: Region) -> None:
    """A report, a line or a target that can't be is refused in one sentence, and nothing is kept."""
    folder = shut(summed.region)
    none_left = ("--kind", "absolute", "--value", "0", "--due", "2027-07-31")
    add = ("region", "target", "add", folder, *secret)
    other = run(*add, "--report", "elders", "--line", TOTAL, *none_left)
    assert other.message.startswith("Dit rapport bestaat niet.")
    line = run(*add, "--report", REPORT, "--line", "elders", *none_left)
    assert line.message.startswith("Deze regel staat niet in dit rapport.")
    unfinished = run(*add, *AT, "--kind", "direction_down")
    assert "vul de nulmeting in" in unfinished.message
    note = ("region", "note", folder, "--peildatum", TODAY, *secret)
    assert run(*note, "--report", REPORT, "--line", "elders", "tekst").message.startswith("Deze regel staat niet")
    assert run(*note, "--report", "elders", "tekst").message.startswith("Dit rapport bestaat niet.")
    assert json.loads(run("region", "target", "list", folder, "--json", *secret).out) == []


def test_of_two_tellingen_of_one_day_each_is_reached(run, secret, maker: Maker, five: Region) -> None:
    """By its first words; without them it is the one that has a sum, though the other was opened later."""
    five.receive(TODAY, five.seal(five.open_telling(TODAY)))
    first = five.id_of(TODAY)
    maker.clock.go_to(TODAY + timedelta(days=1))
    again = keyholding.cosign(five.keyholder, receiving.propose_telling(five.region, TODAY).value).value
    second = receiving.open_telling(five.region, again).value.id
    assert five.id_of(TODAY) == second, "while neither has a sum it is the one opened last"
    answer = keyholding.answer(five.keyholder, receiving.request_sum(five.region, first).value).value
    receiving.add_up(five.region, first, answer)
    folder = shut(five.region)
    told = json.loads(run("region", "tellings", folder, "--json", *secret).out)
    words = {one["summed"]: one["telling"] for one in told}
    assert {one["summed"]: len(one["delivered"]) for one in told} == {True: 5, False: 0}
    assert words[True].partition(" ")[0] != words[False].partition(" ")[0]
    report = ("region", "report", folder, "--peildatum", TODAY, *secret)
    assert run(*report).code == 0
    assert run(*report, "--telling", words[True].upper()).code == 0
    assert run(*report, "--telling", words[False].partition(" ")[0]).message.startswith("Deze telling is nog niet")
    assert run(*report, "--telling", "niemand").message.startswith("Deze telling is hier niet bekend.")
    shown = run("region", "tellings", folder, *secret).out
    assert "24 maart 2026: opgeteld, 5 van 5 leverden" in shown
    assert shown.count("  nog niet ontvangen: ") == 5
