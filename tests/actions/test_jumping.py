"""A sender that makes up counts to read those of the others: the jump is asked about before readers have it."""

from datetime import date, timedelta

import pytest

from regions import TODAY, AgreedOf, Clock, Maker, Region, copy_of, keep_pupil, log_of
from thuisplan_desktop.actions import counting, dataset, joining, jumping, releasing, reporting
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.errors import SumJumped
from thuisplan_desktop.exchange import counts_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import Chain
from thuisplan_desktop.store import settings

NEXT = TODAY + timedelta(days=30)


@pytest.fixture
def five(maker: Maker, agreed_of: AgreedOf) -> Region:
    return copy_of(agreed_of(5), maker)


def made_up(region: Region, telling: bytes, extra: int) -> bytes:
    """A file of the first sender, rightly sealed: so many in every line, and as if four had counted them."""
    sender = region.senders[0]
    with sender.change() as connection:
        member, opened = joining.member_for_telling(connection, telling)
        last = Chain(member.own.sequence, member.own.last_hash)
    (layout,) = member.profile.layouts
    totals = {total.total: total.parts for total in report(layout.report).totals}

    def count(cell: str) -> int:
        return sum(map(count, totals[cell])) if cell in totals else extra

    words = [word for cell in layout.cells for word in (count(cell), 1, 4)]
    one, two = (shares.to_bytes(share) for share in shares.split(words))
    return counts_v1.encode(opened, member.profile, member.identity, last, for_swv=one, for_keyholder=two)


def play(region: Region, day: date, extra: int = 0) -> bytes:
    """A telling up to its exact sums, in which the first sender counts so many more in each line."""
    telling = region.open_telling(day)
    files = [counting.seal_for_region(one, telling).value.data for one in region.senders[1:]]
    first = (
        made_up(region, telling, extra) if extra else counting.seal_for_region(region.senders[0], telling).value.data
    )
    assert all(verdict.accepted for verdict in region.receive(day, [first, *files]))
    region.sum_up(day)
    return region.id_of(day)


@pytest.mark.parametrize("extra", [100, 5])
def test_made_up_counts_are_asked_about_before_anybody_reads(five: Region, clock: Clock, extra: int) -> None:
    """A hundred in every line, or no more than lifts it above the threshold: no report, table or dataset, until
    somebody asked the schools. Then it is let out, and never asked about again."""
    keep_pupil(five.senders[2], first_absent_on=date(2026, 1, 12))
    before = play(five, TODAY)
    releasing.publish(five.region, before)
    clock.go_to(NEXT)
    telling = play(five, NEXT, extra)
    lines = jumping.jumped_lines(five.region, telling)
    assert len(lines) > 5
    for make in (releasing.publish, reporting.report_pdf, reporting.report_csv):
        with pytest.raises(SumJumped) as refused:
            make(five.region, telling)
        assert lines[0] in message_for(refused.value).text
    assert len(dataset.dataset(five.region)) == 1, "the first telling alone"
    jumping.jump_asked(five.region, telling)
    assert log_of(five.region)[-1] == "jump_asked"
    assert releasing.publish(five.region, telling).peildatum == NEXT
    assert jumping.jumped_lines(five.region, telling) == ()


def test_a_quiet_month_is_never_asked_about(five: Region, clock: Clock) -> None:
    """One pupil more is no jump; nor is the first telling, which has nothing before it."""
    assert jumping.jumped_lines(five.region, play(five, TODAY)) == ()
    keep_pupil(five.senders[2], first_absent_on=date(2026, 1, 12))
    clock.go_to(NEXT)
    telling = play(five, NEXT)
    assert jumping.jumped_lines(five.region, telling) == ()
    assert releasing.publish(five.region, telling).peildatum == NEXT


def test_what_readers_have_is_past_asking(five: Region, clock: Clock) -> None:
    """A telling that was let out before there were questions stays as it is."""
    play(five, TODAY)
    clock.go_to(NEXT)
    telling = play(five, NEXT, 100)
    jumping.jump_asked(five.region, telling)
    releasing.publish(five.region, telling)
    with five.region.change() as connection:
        settings.put(connection, f"jump_asked:{telling.hex()}", "")
        five.region.log(connection, "test")
    assert jumping.jumped_lines(five.region, telling) == ()
    assert releasing.publish(five.region, telling).peildatum == NEXT


def test_a_month_of_totals_alone_does_not_hide_a_jump(maker: Maker, agreed_of: AgreedOf, clock: Clock) -> None:
    """One school stays away for a telling, and the next lifts every line: held against the last that had lines."""
    six = copy_of(agreed_of(6), maker)
    play(six, TODAY)
    clock.go_to(NEXT)
    telling = six.open_telling(NEXT)
    six.receive(NEXT, [counting.seal_for_region(one, telling).value.data for one in six.senders[:5]])
    six.sum_up(NEXT)
    later = NEXT + timedelta(days=30)
    clock.go_to(later)
    assert len(jumping.jumped_lines(six.region, play(six, later, 5))) > 5


def test_nothing_is_answered_before_there_is_a_sum(five: Region, clock: Clock) -> None:
    """A script that always says that it asked: nobody can have, and the jump is asked about when it shows."""
    play(five, TODAY)
    clock.go_to(NEXT)
    telling = five.open_telling(NEXT)
    before = log_of(five.region)
    jumping.jump_asked(five.region, five.id_of(NEXT))
    assert log_of(five.region) == before
    others = [counting.seal_for_region(one, telling).value.data for one in five.senders[1:]]
    five.receive(NEXT, [made_up(five, telling, 100), *others])
    five.sum_up(NEXT)
    with pytest.raises(SumJumped):
        releasing.publish(five.region, five.id_of(NEXT))
