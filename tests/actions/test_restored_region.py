"""A region or a key holder puts a backup back by its own program: nobody else forgot what happened since."""

import shutil
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from apart import agree_apart
from regions import CODE, TODAY, AgreedOf, Clock, Maker, Region, copy_of, folder_of, keep_pupil, school
from thuisplan_desktop.actions import (
    adding,
    agreeing,
    backups,
    counting,
    joining,
    jumping,
    keyholding,
    putting_back,
    receiving,
    releasing,
    telling_views,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyReceived,
    NoSuchTelling,
    SetsDiffer,
    TellingClosed,
    TellingMisdated,
    TotalsWithheld,
    UnknownSender,
)
from thuisplan_desktop.exchange import sealed_file
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import register_file

NEXT, THIRD = TODAY + timedelta(days=30), TODAY + timedelta(days=60)
TOTAL = "thuiszitters_totaal"


@dataclass
class Backup:
    """One that is kept elsewhere, and can be put back over what is there by then."""

    maker: Maker
    path: Path

    def put_back(self, register: OpenRegister) -> OpenRegister:
        folder, key = folder_of(register), register.workspace.data_key
        assert not putting_back.preview_restore(register, self.path).losses.fewer_rows.get("tellingen")
        putting_back.restore(register, self.path)
        back = OpenRegister(register_file.open_(folder, key), self.maker.clock)
        self.maker.opened.append(back)
        return back


def back_up(maker: Maker, register: OpenRegister, folder: Path) -> Backup:
    return Backup(maker, Path(shutil.copy(backups.make(register).value.path, folder / "elders.thuisplan-backup")))


def copied(register: OpenRegister, target: Path) -> tuple[Path, tuple[bytes, str]]:
    """Close it and copy its folder by hand; gives its folder and keys."""
    folder, keys = folder_of(register), (register.workspace.data_key, register.workspace.register_id)
    register.close()
    shutil.copytree(folder, target)
    return folder, keys


def with_pupils(region: Region) -> Region:
    for sender in (*region.senders, *region.senders):
        keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    return region


def play(region: Region, clock: Clock, day: date, number: int) -> bytes:
    """A telling to which the first so many senders deliver."""
    clock.go_to(day)
    telling = region.open_telling(day)
    region.receive(day, [counting.seal_for_region(one, telling).value.data for one in region.senders[:number]])
    region.sum_up(day)
    return region.id_of(day)


def printed(region: Region, telling_id: bytes) -> int | None:
    jumping.jump_asked(region.region, telling_id)
    return releasing.publish(region.region, telling_id).tables[0].cells[TOTAL]


@pytest.fixture
def ten(maker: Maker, agreed_of: AgreedOf) -> Region:
    return with_pupils(copy_of(agreed_of(10), maker))


def test_a_region_does_not_forget_what_it_printed(ten: Region, maker: Maker, clock: Clock, tmp_path: Path) -> None:
    """Ten of five schools, twenty of ten. After the restore eighteen of nine stay unread: two is one school."""
    first = play(ten, clock, TODAY, 5)
    assert printed(ten, first) == 10
    backup = back_up(maker, ten.region, tmp_path)
    second = play(ten, clock, NEXT, 10)
    assert printed(ten, second) == 20
    before = releasing.publish(ten.region, second)
    region = replace(ten, region=backup.put_back(ten.region))

    third = play(region, clock, THIRD, 9)

    with pytest.raises(TotalsWithheld):
        releasing.publish(region.region, third)
    assert releasing.publish(region.region, second) == before
    with pytest.raises(AlreadyReceived):
        receiving.request_sum(region.region, second)


def test_a_region_put_back_by_hand_prints_no_totals_that_it_cannot_explain(
    ten: Region, maker: Maker, clock: Clock, tmp_path: Path
) -> None:
    """Its folder of before, copied over: the key holder knows of a telling that it doesn't, and gave totals alone."""
    play(ten, clock, TODAY, 5)
    folder, keys = copied(ten.region, tmp_path / "vroeger")
    region = replace(ten, region=maker.take(Role.REGION, folder, keys))
    assert printed(region, play(region, clock, NEXT, 10)) == 20
    region = replace(ten, region=maker.take(Role.REGION, tmp_path / "vroeger", keys))

    third = play(region, clock, THIRD, 9)

    with pytest.raises(TotalsWithheld):
        releasing.publish(region.region, third)


def test_a_closed_telling_of_protected_tables_stays_closed_and_as_printed(
    maker: Maker, clock: Clock, tmp_path: Path
) -> None:
    apart = agree_apart(maker, [school(number) for number in range(3)])
    for sender in apart.senders:
        for _ in range(6):
            keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    files = [one.data for one in apart.pass_on(apart.seal(apart.open_telling()))]
    apart.receive(files[:2])
    backup, telling_id = back_up(maker, apart.region, tmp_path), apart.telling_id
    apart.receive(files[2:])
    adding.close_and_add(apart.region, telling_id)
    before = releasing.publish(apart.region, telling_id)

    region = backup.put_back(apart.region)

    assert releasing.publish(region, telling_id) == before
    with pytest.raises(TellingClosed):
        adding.close_and_add(region, telling_id)


def test_files_that_came_since_the_backup_are_there_still(
    five: Region, maker: Maker, clock: Clock, tmp_path: Path
) -> None:
    """A correction after the backup and the answer over it: both are added up as if nothing had been put back."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    backup = back_up(maker, five.region, tmp_path)
    five.receive(TODAY, [counting.seal_for_region(five.senders[0], telling).value.data])
    request = receiving.request_sum(five.region, five.id_of(TODAY)).value
    answer = keyholding.answer(five.keyholder, request).value

    region = backup.put_back(five.region)

    (kept,) = telling_views.list_tellingen(region)
    assert kept.closed_on == TODAY
    assert receiving.add_up(region, kept.id, answer).value == 5


def test_who_was_struck_off_stays_off(five: Region, maker: Maker, tmp_path: Path) -> None:
    """A stolen laptop: the key holder's restore lets it in no more than before."""
    backup = back_up(maker, five.keyholder, tmp_path)
    struck = agreeing.list_senders(five.keyholder)[0]
    agreeing.strike(five.keyholder, struck.signing)

    keyholder = backup.put_back(five.keyholder)

    assert struck not in agreeing.list_senders(keyholder)
    with pytest.raises(UnknownSender):
        keyholding.cosign(keyholder, receiving.propose_telling(five.region, TODAY).value)


def test_a_version_that_others_pinned_stays_the_newest(five: Region, maker: Maker, tmp_path: Path) -> None:
    backup = back_up(maker, five.region, tmp_path)
    issued = _issue(five.region, five.keyholder)

    region = backup.put_back(five.region)

    assert [one.version for one in joining.pinned_profiles(region)] == [2]
    assert joining.read_profile(_issue(region, five.keyholder)).version == 3
    assert joining.read_profile(issued).version == 2


def _issue(region: OpenRegister, keyholder: OpenRegister) -> bytes:
    presented = joining.enrolment_file(keyholder, CODE).value
    profile: bytes = agreeing.make_profile(
        region,
        region=CODE,
        name="Voorbeeldregio",
        definitions_name="landelijk",
        keyholder_file=presented.data,
        sectors=[Sector.PO],
    ).value
    return profile


def test_an_older_backup_over_a_newer_one_takes_nothing_away(five: Region, maker: Maker, tmp_path: Path) -> None:
    """Somebody copied an old folder back first: the newest backup still holds what came since."""
    folder, keys = copied(five.region, tmp_path / "vroeger")
    region = replace(five, region=maker.take(Role.REGION, folder, keys))
    telling = region.open_telling(TODAY)
    region.receive(TODAY, region.seal(telling))
    newest = back_up(maker, region.region, tmp_path)

    back = newest.put_back(maker.take(Role.REGION, tmp_path / "vroeger", keys))

    assert len(telling_views.list_tellingen(back)[0].delivered) == 5


def test_a_correction_that_was_summed_comes_in_after_the_telling_was_closed_without_it(
    maker: Maker, five: Region, tmp_path: Path
) -> None:
    """Copied back by hand to before a correction, and closed: the answer of before says what is still to come.

    Another late file, and the same telling after its sum, stay closed.
    """
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    folder, keys = copied(five.region, tmp_path / "toen")
    late, second = (counting.seal_for_region(one, telling).value.data for one in five.senders[:2])
    ahead = replace(five, region=maker.take(Role.REGION, folder, keys))
    ahead.receive(TODAY, [late])
    answer = keyholding.answer(five.keyholder, receiving.request_sum(ahead.region, ahead.id_of(TODAY)).value).value
    back = replace(five, region=maker.take(Role.REGION, tmp_path / "toen", keys))
    with pytest.raises(AlreadyAnswered):
        keyholding.answer(back.keyholder, receiving.request_sum(back.region, back.id_of(TODAY)).value)
    assert not back.receive(TODAY, [late])[0].accepted, "nobody knows yet that it was summed"
    with pytest.raises(SetsDiffer):
        receiving.add_up(back.region, back.id_of(TODAY), answer)
    assert [one.accepted for one in back.receive(TODAY, [second, late])] == [False, True]
    assert receiving.add_up(back.region, back.id_of(TODAY), answer).value == 5
    assert not back.receive(TODAY, [second])[0].accepted


def test_a_key_holder_put_back_by_hand_signs_again_what_he_signed(
    five: Region, maker: Maker, clock: Clock, tmp_path: Path
) -> None:
    """The telling of before his copy was closed: without his signature nobody would ever have its sum. What bears no
    signature of his waits a month at most."""
    folder, keys = copied(five.keyholder, tmp_path / "vroeger")
    old = tmp_path / "vroeger"
    five = replace(five, keyholder=maker.take(Role.KEYHOLDER, folder, keys))
    proposal = receiving.propose_telling(five.region, TODAY).value
    opened = keyholding.cosign(five.keyholder, proposal).value
    receiving.open_telling(five.region, opened)
    five.receive(TODAY, five.seal(opened))
    five = replace(five, keyholder=maker.take(Role.KEYHOLDER, old, keys))
    clock.go_to(TODAY + timedelta(days=40))
    request = receiving.request_sum(five.region, five.id_of(TODAY)).value

    with pytest.raises(NoSuchTelling):
        keyholding.answer(five.keyholder, request)
    with pytest.raises(TellingMisdated):
        keyholding.cosign(five.keyholder, proposal)
    with pytest.raises(TellingMisdated):
        keyholding.cosign(five.keyholder, signed_by_another(opened))
    assert keyholding.read_request(five.keyholder, opened).senders == 5
    assert keyholding.cosign(five.keyholder, opened).value == opened
    assert receiving.add_up(five.region, five.id_of(TODAY), keyholding.answer(five.keyholder, request).value).value == 5


def signed_by_another(opened: bytes) -> bytes:
    """The telling, with in the key holder's place a signature that isn't his."""
    container = sealed_file.unpack(opened, sealed_file.Kind.TELLING)
    another = sealed_file.sign_body(Identity.generate(), container.kind, KEYHOLDER, container.body)
    return sealed_file.pack(container.kind, container.body, {**container.signatures, KEYHOLDER: another})
