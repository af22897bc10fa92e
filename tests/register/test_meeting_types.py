"""Kinds of meetings: each region its own names, and the usual participants as the documents have them."""

import pytest

from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import MeetingKind, Party
from thuisplan_desktop.register.meeting_types import every_type, offered


def test_the_support_team_of_the_study():
    """S3.2: leerplichtambtenaar, jeugdarts, jeugdteammedewerker, schoolmaatschappelijk werker, zorgcoördinator."""
    (team,) = (one for one in offered("landelijk") if one.kind is MeetingKind.SUPPORT_TEAM)
    assert set(team.participants) == {
        Party.LEERPLICHT, Party.YOUTH_DOCTOR, Party.YOUTH_TEAM, Party.SOCIAL_WORKER, Party.ZORGCOORDINATOR,
    }  # fmt: skip


def test_leerplicht_is_the_second_ring_of_a_knooppunt():
    """S1.15: onderwijs, ouders, toegang, JGZ, schoolmaatschappelijk werk; leerplicht may join."""
    (found,) = (one for one in offered("zuid-limburg-2018") if one.kind is MeetingKind.KNOOPPUNT)
    assert Party.LEERPLICHT not in found.participants
    assert Party.LEERPLICHT in found.optional
    assert {Party.PARENTS, Party.ACCESS, Party.YOUTH_DOCTOR, Party.SOCIAL_WORKER} <= set(found.participants)


@pytest.mark.parametrize("name", definitions.names())
def test_every_region_can_plan_every_kind(name):
    """Its own names come first; every kind is there."""
    found = offered(name)
    assert {one.kind for one in found} == set(MeetingKind)
    assert [bool(one.definitions) for one in found] == sorted((bool(one.definitions) for one in found), reverse=True)


def test_local_names_are_of_known_regions_and_tables_are_possible():
    """No name of a definition set that is gone, nobody at a table where he never sits, and always a source."""
    for one in every_type():
        assert one.definitions <= set(definitions.names())
        assert one.source
        assert not set(one.participants) & set(one.optional)
        for party in (*one.participants, *one.optional):
            assert party.at_table
            assert one.kind is MeetingKind.LEARNING or not party.learns_only
