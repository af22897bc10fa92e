"""A samenwerkingsverband that asks for finer cells, so that one school alone fills some of them (decision 2)."""

from dataclasses import replace

import pytest

from regions import CODE, TODAY, Maker, Region, agree, keep_pupil, pin, school
from thuisplan_desktop.actions import agreeing, counting, joining, keyholding, receiving
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.errors import CellsTooFine
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region import shares
from thuisplan_desktop.register.codes import SchoolType, Sector

FINE = ("soort-schoolsoort-po", "duur-schoolsoort-po", "duur-aanbod-schoolsoort-po")


def finer(region: Region, name: str) -> bytes:
    """A next profile by a program of which the check was taken out."""
    with pytest.MonkeyPatch.context() as dishonest:
        dishonest.setattr(agreeing, "reports_for", lambda _name: (report("nk-po-2017"), report(name)))
        dishonest.setattr(agreeing, "check_cells", lambda _profile: None)
        return next_profile(region)


def next_profile(region: Region) -> bytes:
    presented = joining.enrolment_file(region.keyholder, CODE).value.data
    issued: bytes = agreeing.make_profile(
        region.region,
        region=CODE,
        name="Voorbeeldregio",
        definitions_name="noord-kennemerland-nu",
        keyholder_file=presented,
        sectors=[Sector.PO],
    ).value
    return issued


@pytest.fixture
def with_sbo(maker: Maker) -> Region:
    """Five schools for primary education and the one of a special kind, with one pupil at home."""
    region = agree(maker, [*(school(number) for number in range(5)), replace(school(5), school_type=SchoolType.SBO)])
    keep_pupil(region.senders[5], school_type=SchoolType.SBO)
    return region


@pytest.mark.parametrize("name", FINE)
def test_a_profile_by_school_type_is_not_pinned(with_sbo: Region, name: str) -> None:
    """Neither by the key holder nor by a school, nor does it come on screen to be compared; the old one stays."""
    profile = finer(with_sbo, name)
    for party in (with_sbo.keyholder, *with_sbo.senders):
        with pytest.raises(CellsTooFine) as refused:
            pin(party, profile)
        assert joining.pinned_profiles(party)[0].version == 1
    with pytest.raises(CellsTooFine):
        joining.read_profile(profile)
    assert report(name).title in message_for(refused.value).text


def test_the_region_itself_offers_no_such_report(with_sbo: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """An honest program issues no profile with it."""
    monkeypatch.setattr(agreeing, "reports_for", lambda _name: (report("soort-schoolsoort-po"),))
    with pytest.raises(CellsTooFine):
        next_profile(with_sbo)


def test_a_profile_pinned_before_this_was_checked_is_refused_at_work(with_sbo: Region) -> None:
    """The key holder recomputes when he co-signs and when he answers, a school when it counts."""
    profile = finer(with_sbo, "soort-schoolsoort-po")
    with pytest.MonkeyPatch.context() as older:
        older.setattr(joining, "check_cells", lambda _profile: None)
        for party in (with_sbo.keyholder, *with_sbo.senders):
            pin(party, profile)
    with pytest.raises(CellsTooFine):
        receiving.propose_telling(with_sbo.region, TODAY)
    with pytest.MonkeyPatch.context() as dishonest:
        dishonest.setattr(shares, "check_cells", lambda _profile: None)
        proposal = receiving.propose_telling(with_sbo.region, TODAY).value
        telling = with_sbo.open_telling(TODAY)
        with_sbo.receive(TODAY, with_sbo.seal(telling))
        request = receiving.request_sum(with_sbo.region, with_sbo.id_of(TODAY)).value
    for look in (keyholding.read_request, keyholding.cosign):
        with pytest.raises(CellsTooFine):
            look(with_sbo.keyholder, proposal)
    with pytest.raises(CellsTooFine):
        counting.seal_for_region(with_sbo.senders[5], telling)
    with pytest.raises(CellsTooFine):
        keyholding.answer(with_sbo.keyholder, request)


def test_who_agrees_reads_what_is_counted(with_sbo: Region) -> None:
    """In words, on the profile and on each request."""
    title = report("nk-po-2017").title
    assert joining.pinned_profiles(with_sbo.senders[0])[0].reports == (title,)
    asked = keyholding.read_request(with_sbo.keyholder, receiving.propose_telling(with_sbo.region, TODAY).value)
    assert asked.reports == (title,)
