"""A region that issues a later version of its profile."""

import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from regions import CODE, SWV, TODAY, AgreedOf, Clock, Maker, Region, copy_of, keep_pupil, pin
from thuisplan_desktop.actions import (
    agreeing,
    counting,
    dataset,
    goals,
    joining,
    keyholding,
    receiving,
    releasing,
    reporting,
    telling_views,
)
from thuisplan_desktop.counts.reports import Report, report
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import DefinitionsDiffer, ProfileRefused, ProfileUnknown, TotalsWithheld
from thuisplan_desktop.exchange import profile_v1, telling_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region.targets import Standing, Target, TargetKind
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import identities
from thuisplan_desktop.ui.region import exact_table

FIRST_DAYS_APART = timedelta(days=30)
DOWN = Target(
    id="", report="nk-po-2017", cell="thuiszitters_totaal", kind=TargetKind.DOWN, baseline=40,
    baseline_on=TODAY - timedelta(days=400), baseline_source="Jaarverslag",
)  # fmt: skip


def _issue_second(five: Region, definitions_name: str = "landelijk") -> None:
    presented = joining.enrolment_file(five.keyholder, CODE).value
    profile = agreeing.make_profile(
        five.region,
        region=CODE,
        name="Voorbeeldregio, opnieuw",
        definitions_name=definitions_name,
        keyholder_file=presented.data,
        sectors=joining.pinned_profiles(five.region)[0].sectors,
    ).value
    for register in (five.keyholder, *five.senders):
        pin(register, profile)


def test_an_earlier_telling_stays_what_it_was_under_its_own_version(five: Region) -> None:
    first = five.region.today() - FIRST_DAYS_APART
    telling_id = five.play(first)
    before = releasing.publish(five.region, telling_id)

    _issue_second(five)

    assert [view.peildatum for view in telling_views.list_tellingen(five.region)] == [first]
    assert releasing.publish(five.region, telling_id) == before
    assert before.region_name == "Voorbeeldregio"


def test_a_telling_that_was_open_is_finished_under_the_version_it_was_opened_with(five: Region) -> None:
    day = five.region.today()
    files = five.seal(five.open_telling(day))

    _issue_second(five)

    assert all(verdict.accepted for verdict in five.receive(day, files))
    assert five.sum_up(day) == len(five.senders)


def test_who_pinned_the_new_version_first_delivers_to_a_telling_that_was_open(five: Region) -> None:
    day = five.region.today()
    telling = five.open_telling(day)

    _issue_second(five)

    assert all(verdict.accepted for verdict in five.receive(day, five.seal(telling)))
    assert five.sum_up(day) == len(five.senders)


def test_an_earlier_version_is_for_no_telling_that_was_opened_later(five: Region, clock: Clock) -> None:
    """A key holder and a region that don't follow can't keep the schools under what they replaced."""
    with five.region.read() as connection:
        first = agreeing.own_membership(connection).own.profile
    _issue_second(five)
    for register in (five.region, five.keyholder):
        with register.change() as connection:
            identities.pin_profile(connection, CODE, first)
    clock.go_to(NEXT)

    telling = five.open_telling(NEXT)

    for sender in five.senders:
        with pytest.raises(ProfileUnknown) as refused:
            counting.seal_for_region(sender, telling)
    told = message_for(refused.value)
    assert "nog geen" not in told.text, "there is one"
    assert "de telling opnieuw openen" in told.text


def test_a_region_and_a_key_holder_have_one_region_a_workspace(five: Region, maker: Maker) -> None:
    """Another name would forget which sums were given; and the first region would get no answer any more."""
    other = maker.make(Role.REGION, SWV)
    presented = joining.enrolment_file(five.keyholder, "voorbeeldregio2").value.data
    made = {"name": "Voorbeeldregio", "definitions_name": "landelijk", "keyholder_file": presented}
    profile = agreeing.make_profile(other, region="voorbeeldregio2", sectors=[Sector.PO], **made).value

    with pytest.raises(ProfileRefused) as refused:
        joining.pin_as_second_party(five.keyholder, profile)
    assert "twee sommen samen tonen één school" in message_for(refused.value).text
    with pytest.raises(ProfileRefused) as refused:
        agreeing.make_profile(five.region, region="voorbeeldregio2", sectors=[Sector.PO], **made)
    assert "eigen werkmap" in message_for(refused.value).text
    assert five.play(TODAY)


def test_the_next_telling_counts_with_the_new_version(five: Region) -> None:
    five.play(five.region.today() - FIRST_DAYS_APART)
    _issue_second(five)

    published = releasing.publish(five.region, five.play(five.region.today()))

    assert published.region_name == "Voorbeeldregio, opnieuw"
    assert {table.definitions for table in published.tables} == {"landelijk"}
    assert len(keyholding.list_cosigned(five.keyholder)) == 2


NEXT = TODAY + timedelta(days=30)


@pytest.fixture
def seven(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Seven schools with two pupils each at home: no number is small."""
    region = copy_of(agreed_of(7), maker)
    for sender in (*region.senders, *region.senders):
        keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    return region


def _play(region: Region, clock: Clock, day: date, present: slice) -> bytes:
    clock.go_to(day)
    telling = region.open_telling(day)
    region.receive(day, [counting.seal_for_region(one, telling).value.data for one in region.senders[present]])
    region.sum_up(day)
    return region.id_of(day)


@pytest.mark.parametrize("issued_first", [True, False], ids=["opened under the new one", "opened under the old one"])
def test_other_definitions_make_no_print_forgotten(seven: Region, clock: Clock, *, issued_first: bool) -> None:
    """Fourteen of seven schools can be read. Under whatever version: twelve of six of them stay unread."""
    first = _play(seven, clock, TODAY, slice(None))
    assert releasing.publish(seven.region, first).tables[0].cells["thuiszitters_totaal"] == 14
    if issued_first:
        _issue_second(seven)
    second = _play(seven, clock, NEXT, slice(6))
    if not issued_first:
        _issue_second(seven)

    for make in (releasing.publish, reporting.report_pdf, reporting.report_csv):
        with pytest.raises(TotalsWithheld):
            make(seven.region, second)
    assert len(dataset.dataset(seven.region)) == 1
    assert releasing.publish(seven.region, first).tables[0].cells["thuiszitters_totaal"] == 14


def _update_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every report has a newer version, with a line more, as after an update."""

    def newer(name: str) -> Report:
        declared = report(name)
        lines = (*declared.lines, replace(declared.lines[-1], id="nieuwe_regel"))
        return replace(declared, version=declared.version + 1, lines=lines)

    for module in [one for one in sys.modules.values() if one.__name__.startswith("thuisplan_desktop")]:
        if getattr(module, "report", None) is report:
            monkeypatch.setattr(module, "report", newer)


def test_an_update_with_other_reports_in_the_middle_of_a_telling_loses_no_day(
    five: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three delivered, then everybody updates: the words say what to do, and the same day is counted once more.

    What was added up before stays what it was. A nulmeting of before says nothing of the number after it, on any page.
    """
    earlier = five.play(TODAY - FIRST_DAYS_APART)
    printed = releasing.publish(five.region, earlier)
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling)[:3])
    _update_program(monkeypatch)
    with pytest.raises(DefinitionsDiffer) as refused:
        five.seal(telling)
    assert "nieuwe versie van het profiel" in message_for(refused.value).text
    with pytest.raises(DefinitionsDiffer):
        receiving.propose_telling(five.region, TODAY)
    _issue_second(five, "noord-kennemerland-nu")
    five.play(TODAY)
    assert [view.answered for view in telling_views.list_tellingen(five.region) if view.peildatum == TODAY] == [
        False,
        True,
    ]
    assert releasing.publish(five.region, earlier) == printed
    assert {view.totals_only for view in telling_views.list_tellingen(five.region)} == {frozenset()}
    goals.set_target(five.region, DOWN)
    (goal,) = goals.list_goals(five.region).goals
    assert (len(goal.trend.points), goal.standing) == (2, Standing.UNKNOWN)
    (sums,) = receiving.exact_sums(five.region, five.id_of(TODAY))
    (row,) = [row for row in exact_table.rows_of(sums, goals.list_aims(five.region)) if row.aim]
    assert row.lacking == f"niet te zeggen: sinds {format_date(TODAY)} gelden andere definities"


def test_a_telling_under_definitions_that_nobody_agreed_on_is_refused(five: Region) -> None:
    """The samenwerkingsverband signs a telling with another set, under the version that was compared."""
    with five.region.read() as connection:
        member = agreeing.own_membership(connection)
    other = replace(member.profile, definitions="landelijk", definitions_version=definitions.load("landelijk").version)
    honest = telling_v1.decode_proposal(receiving.propose_telling(five.region, TODAY).value, member.profile)
    telling = replace(honest, profile_hash=profile_v1.profile_hash(other))
    proposal = telling_v1.encode_proposal(telling, other, member.identity)
    for ask in (keyholding.read_request, keyholding.cosign):
        with pytest.raises(ProfileUnknown):
            ask(five.keyholder, proposal)
    with pytest.raises(ProfileUnknown):
        counting.seal_for_region(five.senders[0], proposal)
    assert keyholding.list_cosigned(five.keyholder) == ()


def test_a_school_whose_definitions_have_another_date_seals_nothing(
    five: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its program has an older or newer text of the agreed set: no file leaves, and its next one is the first."""
    telling = five.open_telling(TODAY)
    agreed = definitions.load("noord-kennemerland-nu")
    with monkeypatch.context() as patch:
        patch.setattr(definitions, "load", lambda name: replace(agreed, version="2015-01-01"))
        with pytest.raises(DefinitionsDiffer):
            counting.seal_for_region(five.senders[0], telling)
    with five.senders[0].read() as connection:
        assert identities.load_identity(connection, CODE).sequence == 0
    assert all(verdict.accepted for verdict in five.receive(TODAY, five.seal(telling)))
