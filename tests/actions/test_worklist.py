"""The worklist, the rules a register counts by, and changing those: always stricter, never looser."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case, make_consent
from regions import TODAY, Clock, Maker, log_of
from thuisplan_desktop.actions import cases, consents, counting, judging, parts, retaining, rules_view, ruling, worklist
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.errors import (
    InvalidCalendar,
    InvalidCase,
    LooserThanLaw,
    MalformedDefinitions,
    UnknownDefinitions,
)
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.calendar import DayKind, OwnDays, SchoolCalendar
from thuisplan_desktop.register.codes import GiverRole, Party, Purpose, Role
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.plan import Agreement
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.store import cases as store

OWN = """
version = "1"
title = "Onze regio"
valid_from = 2026-01-01
source = "eigen pact"
threshold = 10

[lrv]
weeks = 2
valid_from = 2026-01-01
source = "eigen pact, artikel 1"
"""


def keep(register: OpenRegister, days_away: int, **changes):
    first = TODAY - timedelta(days=days_away)
    case = cases.save_case(register, make_case(first_absent_on=first, **changes)).value
    cases.save_absence(register, make_absence(case, starts_on=first))
    return case


def kinds(register: OpenRegister) -> list[str]:
    return [line.kind for line in worklist.worklist(register)]


def test_who_is_nearest_to_three_months_comes_first(register: OpenRegister) -> None:
    """Ingrado: most is won in the first three months. What is about nobody has its own day."""
    keep(register, 20, nickname="Kort")
    keep(register, 80, nickname="Lang")
    named = [line.name.split()[0] for line in worklist.worklist(register) if line.case_id]
    assert named == sorted(named, key=["Lang", "Kort"].index)
    assert all(line.why.count("Bron: ") for line in worklist.worklist(register))


def test_a_signal_that_was_dealt_with_is_gone_and_logged(register: OpenRegister) -> None:
    """It is a mark on the case, so it stays gone after the next opening."""
    case = keep(register, 80)
    line = next(line for line in worklist.worklist(register) if line.kind == "sixteen_hours")
    worklist.mark_handled(register, line, "leerplicht gebeld")
    assert "sixteen_hours" not in kinds(register)
    assert "signal_handled" in log_of(register)
    assert cases.open_case(register, case.id).file.signal_marks[0].note == "leerplicht gebeld"


def test_the_verzuimcheck_comes_back_after_fourteen_days(register: OpenRegister, clock: Clock) -> None:
    """Never done: today. Done: three days before the next."""
    check = next(line for line in worklist.worklist(register) if line.kind == "verzuimcheck")
    assert (check.due, check.owner.value) == (TODAY, "school")
    worklist.mark_handled(register, check)
    assert "verzuimcheck" not in kinds(register)
    clock.go_to(TODAY + timedelta(days=12))
    assert "verzuimcheck" in kinds(register)


def telling_of(register: OpenRegister) -> list[tuple[str, date]]:
    return [(line.what, line.due) for line in worklist.worklist(register) if line.kind == "telling"]


def test_the_quarter_s_telling_waits_until_it_is_taken(register: OpenRegister, clock: Clock) -> None:
    """Half maart, juni, september, december; nobody can tick it away."""
    counting.take_snapshot(register, register.today())
    clock.go_to(date(2026, 5, 20))
    assert "telling" not in kinds(register)
    clock.go_to(date(2026, 6, 1))
    telling = next(line for line in worklist.worklist(register) if line.kind == "telling")
    with pytest.raises(InvalidCase):
        worklist.mark_handled(register, telling)
    counting.take_snapshot(register, register.today())
    assert "telling" not in kinds(register)


def test_a_telling_that_was_not_taken_stays_after_its_month(register: OpenRegister, clock: Clock) -> None:
    """Over the turn of the year too; a later count ends it, an earlier one doesn't."""
    counting.take_snapshot(register, register.today())
    clock.go_to(date(2026, 7, 1))
    assert telling_of(register) == [("De telling van 15 juni 2026 is nog niet gemaakt", date(2026, 6, 15))]
    clock.go_to(date(2027, 1, 4))
    assert [due for _, due in telling_of(register)] == [date(2026, 12, 15)]
    counting.take_snapshot(register, register.today())
    assert telling_of(register) == []


def test_a_new_register_is_not_asked_for_a_quarter_before_it_was_there(register: OpenRegister, clock: Clock) -> None:
    """The register of these tests was made on 3 November 2026: December is its first."""
    clock.go_to(date(2026, 11, 20))
    assert telling_of(register) == []
    clock.go_to(date(2026, 12, 1))
    assert telling_of(register) == [("Telling van dit kwartaal maken", date(2026, 12, 15))]


def test_a_mark_silences_the_signal_of_its_own_case_and_subject_alone(register: OpenRegister) -> None:
    """Two agreements of one day in one case, and one of that day in another: three lines, one of them ticked off."""
    day = register.today()
    for name, texts in (("Een", ("a", "b")), ("Twee", ("c",))):
        case = cases.save_case(register, make_case(first_absent_on=None, nickname=name)).value
        for text in texts:
            parts.keep(register, Agreement(id=f"id-{text}", case_id=case.id, text=text, owner="mentor", due_on=day))
    found = [line for line in worklist.worklist(register) if line.kind == "term"]
    assert sorted(line.what for line in found) == ["Afspraak: a", "Afspraak: b", "Afspraak: c"]
    worklist.mark_handled(register, next(line for line in found if line.what.endswith("a")))
    left = [line.what for line in worklist.worklist(register) if line.kind == "term"]
    assert sorted(left) == ["Afspraak: b", "Afspraak: c"]


GONE = {"left_on": date(2024, 1, 31), "closed_on": date(2024, 1, 31), "first_absent_on": None}


def test_at_18_the_parents_are_asked_about_anew_from_the_day_itself(register: OpenRegister, clock: Clock) -> None:
    """A yes of 17 that names them: announced, and a line from the birthday on, until the adult says yes or it ends."""
    adult = TODAY + timedelta(days=10)
    case = keep(register, 0, birth_date=add_months(adult, -18 * 12))
    said = {
        "giver": GiverRole.PUPIL_16, "purposes": frozenset({Purpose.DISCUSS}),
        "parties": frozenset({*cases.USUAL_PARTIES, Party.PARENTS}), "categories": cases.USUAL_CATEGORIES,
    }  # fmt: skip
    yes = make_consent(case, None, asked_on=TODAY, decided_on=TODAY, **said)
    consents.record_consent(register, yes)
    for day, words in ((0, "Wordt 18 op"), (9, "Wordt 18 op"), (10, "18 sinds"), (40, "18 sinds")):
        clock.go_to(TODAY + timedelta(days=day))
        (what,) = [line.what for line in worklist.worklist(register) if line.kind == "consent"]
        assert what.startswith(words)
        assert "herbevestigen" in what
    today = register.today()
    assert "18 sinds" in " ".join(one.what for one in cases.open_case(register, case.id).ahead)
    again = make_consent(case, None, asked_on=today, decided_on=today, **said)
    consents.record_consent(register, replace(again, parties=yes.parties - {Party.PARENTS}))
    assert "consent" not in kinds(register)


def retention_steps(register: OpenRegister) -> list[str]:
    return [line.step for line in worklist.worklist(register) if line.kind == "retention"]


def test_what_a_person_decided_about_keeping_counts_on_the_worklist(register: OpenRegister, clock: Clock) -> None:
    """A referral keeps it a year longer and a postponement until its day; the case itself says the same."""
    case = cases.save_case(register, make_case(**GONE)).value
    assert retention_steps(register) == ["Casus vernietigen"]
    retaining.keep_as_referred(register, case.id, referred=True)
    assert retention_steps(register) == []
    assert "3 jaar" in cases.open_case(register, case.id).retention
    retaining.keep_as_referred(register, case.id, referred=False)
    retaining.postpone(register, case.id, date(2026, 9, 1), "bezwaar loopt")
    assert retention_steps(register) == []
    assert (
        "Het vernietigen is uitgesteld tot 1 september 2026. Reden: bezwaar loopt."
        in cases.open_case(register, case.id).retention
    )
    clock.go_to(date(2026, 9, 1))
    assert retention_steps(register) == ["Casus vernietigen"]


def test_an_open_case_past_its_term_waits_for_a_decision(register: OpenRegister) -> None:
    """Never to be destroyed, and never ticked away."""
    cases.save_case(register, make_case(**{**GONE, "closed_on": None}))
    assert retention_steps(register) == ["Beslissen"]
    (line,) = [line for line in worklist.worklist(register) if line.kind == "retention"]
    assert "beslissen" in line.what
    with pytest.raises(InvalidCase):
        worklist.mark_handled(register, line)


def test_limits_may_be_stricter_and_never_looser(register: OpenRegister) -> None:
    """What was refused changes nothing."""
    ruling.keep_limits(register, replace(Limits(), sixteen_hours=10, cooperation_months=0))
    assert ruling.limits_of(register).sixteen_hours == 10
    with pytest.raises(LooserThanLaw):
        ruling.keep_limits(register, replace(Limits(), sixteen_hours=17))
    assert ruling.limits_of(register).sixteen_hours == 10


def test_own_days_count_in_every_term(register: OpenRegister) -> None:
    """A study day moves the day on which four weeks are full; an impossible one is refused."""
    case = keep(register, 20)
    before = cases.open_case(register, case.id).status.four_weeks_on
    day = next(TODAY - timedelta(days=n) for n in range(1, 9) if (TODAY - timedelta(days=n)).weekday() == 1)
    free = OwnDays(DayKind.FREE, "studiedag", day, day)
    ruling.keep_own_days(register, [free])
    assert ruling.own_days(register) == (free,)
    assert before < cases.open_case(register, case.id).status.four_weeks_on
    with pytest.raises(InvalidCalendar):
        ruling.keep_own_days(register, [replace(free, ends_on=date(2025, 1, 1))])
    assert ruling.own_days(register) == (free,)


def test_a_region_s_own_set_is_checked_and_then_used(register: OpenRegister) -> None:
    """Two weeks instead of four; looser than the law is refused and leaves what was."""
    case = keep(register, 25)
    ruling.keep_own_definitions(register, OWN)
    view = cases.open_case(register, case.id)
    assert (view.definitions.title, view.status.category.value) == ("Onze regio", "lrv_4w_3m")
    assert "eigen pact, artikel 1" in " ".join(view.status.why)
    with pytest.raises(MalformedDefinitions) as caught:
        ruling.keep_own_definitions(register, OWN.replace("weeks = 2", "weeks = 5"))
    assert "strenger" in caught.value.facts["reason"]
    later = OWN.replace("2026-01-01", "2031-01-01", 1)
    for wrong, field in ((later, "valid_from"), ("a = " + "[" * 5_000, "TOML")):
        with pytest.raises(MalformedDefinitions) as caught:
            ruling.keep_own_definitions(register, wrong)
        assert caught.value.facts["field"] == field
    assert ruling.definitions_of(register).lrv.weeks == 2
    counting.take_snapshot(register, register.today())
    table = CountTable("landelijk", 1, "eigen", "1", register.today(), {})
    assert ruling.threshold_of(register, table) == 10
    ruling.choose_definitions(register, "landelijk")
    assert ruling.definitions_of(register).name == "landelijk"


def test_what_another_set_would_change_is_counted_and_nothing_is_kept(register: OpenRegister) -> None:
    """Of the open cases alone, today; an unknown set is refused."""
    keep(register, 25)
    keep(register, 25, closed_on=TODAY)
    assert rules_view.effect(register, "landelijk") == rules_view.Effect(1, 0)
    ruling.keep_own_definitions(register, OWN)
    ruling.choose_definitions(register, "landelijk")
    assert rules_view.effect(register, "eigen") == rules_view.Effect(1, 1)
    assert rules_view.view(register).chosen == "landelijk"
    with pytest.raises(UnknownDefinitions):
        rules_view.effect(register, "atlantis")


def test_judging_the_whole_register_is_judging_each_case(register: OpenRegister) -> None:
    """From the stored rows, streamed, the answer of every case is that of the case alone."""
    for days in (0, 3, 27, 40, 100):
        keep(register, days, nickname=f"N{days}")
    keep(register, 50, closed_on=TODAY)
    rules, noord = definitions.load("zuid-limburg-2018"), SchoolCalendar.load("noord")
    with register.read() as connection:
        files = {file.case.id: file for file in store.load_case_files(connection)}
        found = list(judging.verdicts(connection, TODAY, rules, noord))
    assert [verdict.id for verdict in found] == sorted(files)
    for verdict in found:
        status = classify(files[verdict.id], TODAY, rules, noord)
        since = status.since.toordinal() if status.since else None
        assert (verdict.category, verdict.since, verdict.without_offer) == (
            status.category, since, status.without_offer,
        )  # fmt: skip


def test_the_rhythm_of_the_partners_comes_back(maker: Maker, clock: Clock) -> None:
    """A consulent is reminded every month, quarter and year (Ingrado, Jeurissen); done, it waits for the next time."""
    register = maker.make(Role.CONSULENT)

    def waiting() -> set[str]:
        return {line.kind for line in worklist.worklist(register)} & {"maandoverleg", "kwartaaloverleg", "oogo"}

    assert waiting() == {"maandoverleg", "kwartaaloverleg", "oogo"}
    for line in worklist.worklist(register):
        if line.kind in waiting():
            assert "Bron: Ingrado, verkenning thuiszitters" in line.why
            worklist.mark_handled(register, line)
    assert waiting() == set()
    clock.go_to(add_months(register.today(), 1))
    assert waiting() == {"maandoverleg"}
    clock.go_to(add_months(register.today(), 2))
    assert waiting() == {"maandoverleg", "kwartaaloverleg"}
    clock.go_to(add_months(register.today(), 9))
    assert waiting() == {"maandoverleg", "kwartaaloverleg", "oogo"}
    assert not {line.kind for line in worklist.worklist(maker.make(Role.SCHOOL))} & {"maandoverleg", "oogo"}
