"""One sender spoils the sum of all: the telling is saved without its group, and no second sum shows a school."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from regions import TODAY, AgreedOf, Clock, Maker, Region, copy_of, keep_pupil, log_of, spoil
from thuisplan_desktop.actions import agreeing, counting, joining, keyholding, receiving, releasing, telling_views
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import AlreadyAnswered, ImplausibleSum, NoGroups, NotSpoilt, SetsDiffer
from thuisplan_desktop.exchange import counts_v1, sum_v1
from thuisplan_desktop.region.groups import groups
from thuisplan_desktop.region.membership import Member
from thuisplan_desktop.region.telling import Profile
from thuisplan_desktop.store import given, region_books

NEXT = TODAY + timedelta(days=30)


@pytest.fixture
def twelve(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Twelve schools of twelve besturen: two groups of six."""
    return copy_of(agreed_of(12), maker)


def signing_of(region: Region, sender: OpenRegister) -> bytes:
    fingerprint = joining.own_keys(sender)[0].fingerprint
    return next(one.signing for one in agreeing.list_senders(region.region) if one.fingerprint == fingerprint)


def profile_of(region: Region) -> Profile:
    with region.region.read() as connection:
        return agreeing.own_membership(connection).profile


def parts(region: Region) -> list[frozenset[bytes]]:
    """The groups, recomputed here."""
    known = agreeing.list_senders(region.region)
    return list(groups([Member(one.signing, one.board, one.sectors) for one in known], profile_of(region)))


def liar_in(region: Region, number: int) -> int:
    """The place of some sender in this group."""
    return next(at for at, one in enumerate(region.senders) if signing_of(region, one) in parts(region)[number - 1])


def spoilt_once(region: Region, liar: int, day=TODAY) -> bytes:
    """A telling up to the answer that can't be right; gives its id."""
    telling = region.open_telling(day)
    files = [
        spoil(one, telling) if number == liar else counting.seal_for_region(one, telling).value.data
        for number, one in enumerate(region.senders)
    ]
    assert all(verdict.accepted for verdict in region.receive(day, files))
    telling_id = region.id_of(day)
    answer = keyholding.answer(region.keyholder, receiving.request_sum(region.region, telling_id).value).value
    with pytest.raises(ImplausibleSum):
        receiving.add_up(region.region, telling_id, answer)
    return telling_id


def ask_rest(region: Region, telling_id: bytes) -> bytes:
    answer: bytes = keyholding.answer(region.keyholder, receiving.request_rest(region.region, telling_id).value).value
    return answer


@pytest.mark.parametrize("group", [1, 2])
def test_a_spoilt_telling_is_saved_without_one_group(twelve: Region, group: int) -> None:
    """The liar's group falls away, the other five are added up exactly, and the report says five of twelve."""
    liar = liar_in(twelve, group)
    honest = next(
        at for at, one in enumerate(twelve.senders) if signing_of(twelve, one) not in parts(twelve)[group - 1]
    )
    keep_pupil(twelve.senders[honest], first_absent_on=TODAY - timedelta(days=70))
    telling_id = spoilt_once(twelve, liar)
    view = telling_views.list_tellingen(twelve.region)[0].spoilt
    assert (view.group, view.groups, len(view.names)) == (1, 2, 6)
    for _ in range(group - 1):
        with pytest.raises(ImplausibleSum):
            receiving.add_up(twelve.region, telling_id, ask_rest(twelve, telling_id))
    assert receiving.add_up(twelve.region, telling_id, ask_rest(twelve, telling_id)).value == 6
    (combined,) = receiving.exact_sums(twelve.region, telling_id)
    assert (combined.delivered, combined.enrolled, combined.table.cells["thuiszitters_totaal"]) == (6, 12, 1)
    (view,) = telling_views.list_tellingen(twelve.region)
    assert (view.answered, view.spoilt.group, len(view.delivered), view.missing) == (True, group, 12, ())
    assert view.left_out == view.spoilt.names, "they did deliver"
    assert releasing.publish(twelve.region, telling_id).gaps == (
        "Van 6 scholen is niets opgeteld, al leverden zij: met hun groep erbij kon de som niet kloppen",
    )
    assert twelve.senders[liar].settings.title in view.spoilt.names, "one of these six: somebody calls them"
    assert log_of(twelve.region).count("sum_refused") == group
    assert log_of(twelve.keyholder).count("sum_answered") == 1 + group


def test_who_is_struck_off_in_between_changes_no_group(twelve: Region) -> None:
    """Two of different groups, struck off by the key holder after he co-signed: the groups are those of the roster, so
    that both still make the same ones."""
    liar = liar_in(twelve, 1)
    telling = twelve.open_telling(TODAY)
    for part in parts(twelve):
        agreeing.strike(twelve.keyholder, min(part))
    files = [
        spoil(one, telling) if number == liar else counting.seal_for_region(one, telling).value.data
        for number, one in enumerate(twelve.senders)
    ]
    twelve.receive(TODAY, files)
    telling_id = twelve.id_of(TODAY)
    answer = keyholding.answer(twelve.keyholder, receiving.request_sum(twelve.region, telling_id).value).value
    with pytest.raises(ImplausibleSum):
        receiving.add_up(twelve.region, telling_id, answer)
    assert receiving.add_up(twelve.region, telling_id, ask_rest(twelve, telling_id)).value == 6


def requested(region: Region, telling_id: bytes, keep: Callable[[bytes], bool]) -> bytes:
    """What a dishonest samenwerkingsverband could ask: the telling's files of whom it likes."""
    with region.region.read() as connection:
        member, telling, _ = receiving._open_telling(connection, telling_id)
        files = [one for one in region_books.load_latest(connection, telling_id) if keep(one.sender)]
    return sum_v1.encode_request(telling, member.profile, member.identity, [one.envelope_b for one in files])


def test_no_other_second_sum_is_given(twelve: Region) -> None:
    """Without one school, without a school more or less than a group, or without half of each group: refused."""
    telling_id = spoilt_once(twelve, 0)
    first, second = (sorted(part) for part in parts(twelve))
    for out in ({first[0]}, set(first[:5]), {*first[:3], *second[:3]}, {*first[1:], second[0]}):
        asked = requested(twelve, telling_id, lambda one, out=out: one not in out)
        for ask in (keyholding.read_request, keyholding.answer):
            with pytest.raises(AlreadyAnswered):
                ask(twelve.keyholder, asked)
    with twelve.keyholder.read() as connection:
        assert len(given.load_given(connection)) == 1


def test_a_newer_file_does_not_come_in_with_a_rest(twelve: Region) -> None:
    """The difference with the first sum would be what one school changed between two files."""
    telling_id = spoilt_once(twelve, 0)
    stays = next(one for one in twelve.senders[1:] if signing_of(twelve, one) not in parts(twelve)[0])
    with twelve.region.read() as connection:
        member, telling, kept = receiving._open_telling(connection, telling_id)
        files = {one.sender: one.envelope_b for one in region_books.load_latest(connection, telling_id)}
    newer = counting.seal_for_region(stays, kept.document).value.data
    files[signing_of(twelve, stays)] = counts_v1.receive(newer, telling, member.profile, member.identity).forward
    asked = sum_v1.encode_request(
        telling, member.profile, member.identity, [one for key, one in files.items() if key not in parts(twelve)[0]]
    )
    with pytest.raises(AlreadyAnswered):
        keyholding.answer(twelve.keyholder, asked)


def test_each_group_is_left_out_once(twelve: Region) -> None:
    """A liar in both groups, or a key holder who shifts: after two groups nobody asks on, also when the first answer is
    opened once more, and it is said whom to call."""
    telling = twelve.open_telling(TODAY)
    liars = {liar_in(twelve, 1), liar_in(twelve, 2)}
    files = [
        spoil(one, telling) if number in liars else counting.seal_for_region(one, telling).value.data
        for number, one in enumerate(twelve.senders)
    ]
    twelve.receive(TODAY, files)
    telling_id = twelve.id_of(TODAY)
    first = keyholding.answer(twelve.keyholder, receiving.request_sum(twelve.region, telling_id).value).value
    answers = [first]
    for _ in range(2):
        with pytest.raises(ImplausibleSum):
            receiving.add_up(twelve.region, telling_id, answers[-1])
        answers.append(ask_rest(twelve, telling_id))
    for answer in (answers[-1], first):
        with pytest.raises(ImplausibleSum):
            receiving.add_up(twelve.region, telling_id, answer)
        with pytest.raises(NoGroups):
            receiving.request_rest(twelve.region, telling_id)
    spoilt = telling_views.list_tellingen(twelve.region)[0].spoilt
    assert (spoilt.group, spoilt.groups, spoilt.names) == (0, 2, ())


def test_the_key_holder_sees_what_a_rest_is(twelve: Region) -> None:
    """Which group, of how many; giving it twice is giving the same sum, noted once."""
    telling_id = spoilt_once(twelve, 0)
    asked = receiving.request_rest(twelve.region, telling_id).value
    shown = keyholding.read_request(twelve.keyholder, asked)
    assert (shown.for_sum, shown.senders, shown.rest.number, shown.rest.of) == (True, 6, 1, 2)
    assert not shown.totals_only
    for _ in range(2):
        keyholding.answer(twelve.keyholder, asked)
    with twelve.keyholder.read() as connection:
        assert [len(one.senders) for one in given.load_given(connection)] == [12, 6]
    assert [one.answered_on for one in keyholding.list_cosigned(twelve.keyholder)] == [TODAY]


def test_what_follows_from_a_rest_is_compared_too(twelve: Region, clock: Clock) -> None:
    """Later only the group that was left out delivers, and one school more: totals, as its sum can be known."""
    telling_id = spoilt_once(twelve, liar_in(twelve, 1))
    ask_rest(twelve, telling_id)
    left_out = parts(twelve)[0]
    extra = next(one for one in twelve.senders if signing_of(twelve, one) not in left_out)
    group = [one for one in twelve.senders if signing_of(twelve, one) in left_out]
    clock.go_to(NEXT)
    telling = twelve.open_telling(NEXT)
    twelve.receive(NEXT, [counting.seal_for_region(one, telling).value.data for one in [*group, extra]])
    asked = receiving.request_sum(twelve.region, twelve.id_of(NEXT)).value
    assert keyholding.read_request(twelve.keyholder, asked).totals_only == {"nk-po-2017"}


def test_a_rest_of_totals_stays_one_of_totals(twelve: Region, clock: Clock) -> None:
    """All rests together are the first sum: what was not told of that, is not told in parts."""
    twelve.play(TODAY)
    clock.go_to(NEXT)
    telling = twelve.open_telling(NEXT)
    files = [counting.seal_for_region(one, telling).value.data for one in twelve.senders[:11]]
    assert all(verdict.accepted for verdict in twelve.receive(NEXT, files))
    telling_id = twelve.id_of(NEXT)
    keyholding.answer(twelve.keyholder, receiving.request_sum(twelve.region, telling_id).value)
    delivered = [signing_of(twelve, one) for one in twelve.senders[:11]]
    known = {one.signing: one for one in agreeing.list_senders(twelve.region)}
    first, _ = groups([Member(one, known[one].board, known[one].sectors) for one in delivered], profile_of(twelve))
    asked = requested(twelve, telling_id, lambda one: one in delivered and one not in first)
    assert keyholding.read_request(twelve.keyholder, asked).totals_only == {"nk-po-2017"}
    keyholding.answer(twelve.keyholder, asked)
    with twelve.keyholder.read() as connection:
        told = [one.totals_only for one in given.load_given(connection)]
    assert told == [frozenset(), {"nk-po-2017"}, {"nk-po-2017"}]


def test_what_can_not_be_asked(twelve: Region, five: Region) -> None:
    """Nothing before a sum was refused; nothing in a region too small for groups, which says when to count again."""
    twelve.receive(TODAY, twelve.seal(twelve.open_telling(TODAY)))
    receiving.request_sum(twelve.region, twelve.id_of(TODAY))
    with pytest.raises(NotSpoilt):
        receiving.request_rest(twelve.region, twelve.id_of(TODAY))
    telling_id = spoilt_once(five, 0)
    with pytest.raises(NoGroups) as refused:
        receiving.request_rest(five.region, telling_id)
    assert refused.value.facts == {"needed": 10}
    assert telling_views.list_tellingen(five.region)[0].spoilt.groups == 0


def test_an_answer_over_other_files_changes_nothing(twelve: Region) -> None:
    """Also after a refused sum: the group that is asked for next stays the same."""
    telling_id = spoilt_once(twelve, 0)
    other = signing_of(twelve, twelve.senders[1])
    with twelve.keyholder.read() as connection:
        document = keyholding.telling_books.load_answers(connection)[0].document
    with pytest.raises(ImplausibleSum):
        receiving.add_up(twelve.region, telling_id, document)
    assert telling_views.list_tellingen(twelve.region)[0].spoilt.group == 1, "the same refused answer again"
    with twelve.region.change() as connection:
        region_books.keep_received_of(connection, telling_id, [other])
    with pytest.raises(SetsDiffer):
        receiving.add_up(twelve.region, telling_id, document)
