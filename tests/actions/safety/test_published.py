"""Readers keep their paper when a school puts a backup back: the program knows it still, or says that it doesn't."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from regions import keep_pupil
from safes import FIRST, Clock, Opener, actions_of
from thuisplan_desktop.actions import backups, counting, opening, published_before, publishing, putting_back
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.publishing import Pick
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.errors import ChangedSinceBefore, PublishedUnknown
from thuisplan_desktop.store import releases, settings

WAY = opening.by_passphrase(FIRST)


def add_pupils(register: OpenRegister, number: int) -> None:
    for _ in range(number):
        keep_pupil(register, first_absent_on=register.today() - timedelta(days=60))


def telling(register: OpenRegister) -> Pick:
    rows = counting.take_snapshot(register, register.today(), rhythm=Rhythm.MONTH).value
    return Pick(next(row.id for row in rows if row.title.startswith("Totaaloverzicht")))


def kept(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [one.snapshot_id for one in releases.load_releases(connection)]


@pytest.fixture
def backup(open_it: Opener, tmp_path: Path) -> Path:
    """Of a register with seven pupils, before it published anything."""
    register = open_it()
    add_pupils(register, 7)
    made = Path(shutil.copy(backups.make(register).value.path, tmp_path / "elders.thuisplan-backup"))
    register.close()
    return made


def test_what_was_published_stays_known_through_a_restore(backup: Path, open_it: Opener) -> None:
    """With the numbers it was made of, said before; a telling that nobody has goes back as all else does."""
    register = open_it()
    published = telling(register)
    publishing.publish(register, [published])
    telling(register)
    known, all_of_them = kept(register), len(counting.list_snapshots(register))
    preview = putting_back.preview_restore(register, backup)
    assert preview.losses.fewer_rows["snapshots"] == all_of_them - 1
    assert preview.published.startswith("1 gepubliceerde telling, van na de reservekopie, onthoudt")
    putting_back.restore(register, backup)
    register = open_it()
    assert (kept(register), published_before.unknown_since(register)) == (known, None)
    assert [row.id for row in counting.list_snapshots(register)] == [published.snapshot_id]
    publishing.publish(register, [published])
    add_pupils(register, 1)
    with pytest.raises(ChangedSinceBefore):
        publishing.publish(register, [telling(register)])
    register.close()


def test_what_nobody_knows_any_more_is_asked_about(backup: Path, folder: Path, open_it: Opener, clock: Clock) -> None:
    """Nothing is published of the time until then, about whatever day, before somebody says that nothing was."""
    register = open_it()
    publishing.publish(register, [telling(register)])
    register.close()
    (folder / "register.db").write_bytes(b"kapot" * 4000)
    clock.pass_days(2)
    assert "Wat na 3 november 2026 is gepubliceerd, weet" in putting_back.preview_closed(folder, backup, WAY, clock())
    putting_back.restore_closed(folder, backup, WAY, clock())
    register = open_it()
    pick = telling(register)
    look = publishing.look_at(register, pick.snapshot_id)
    assert (look.tables, "reservekopie van 3 november 2026" in look.refusal) == ((), True)
    with pytest.raises(PublishedUnknown):
        publishing.publish(register, [pick])
    clock.pass_days(2)
    assert publishing.publish(register, [telling(register)]).tables  # no older paper tells about that day
    published_before.nothing_published_since(register)
    assert (published_before.unknown_since(register), actions_of(register)[-1]) == (None, "nothing_published")
    assert publishing.publish(register, [pick]).tables
    register.close()


def test_what_a_newer_backup_knows_of_is_known(backup: Path, folder: Path, open_it: Opener, clock: Clock) -> None:
    """Where the register itself is gone, its backups tell what they know; what came after them is still asked about."""
    register = open_it()
    published = telling(register)
    publishing.publish(register, [published])
    backups.make(register)
    register.close()
    (folder / "register.db").unlink()
    putting_back.restore_closed(folder, backup, WAY, clock())
    register = open_it()
    assert kept(register) == [published.snapshot_id]
    assert publishing.publish(register, [published]).tables  # readers have it as it is
    add_pupils(register, 1)
    with pytest.raises(PublishedUnknown):
        publishing.publish(register, [telling(register)])
    published_before.nothing_published_since(register)
    with pytest.raises(ChangedSinceBefore):
        publishing.publish(register, [telling(register)])
    register.close()


def test_a_register_that_cannot_tell_says_so_before_a_restore(backup: Path, open_it: Opener) -> None:
    """Its list of what was published is damaged: what comes back asks, and whoever puts it back read that before."""
    register = open_it()
    with register.change() as connection:
        settings.put(connection, releases.KEY, "kapot")
    preview = putting_back.preview_restore(register, backup)
    assert preview.published.startswith("Wat na 3 november 2026 is gepubliceerd, weet de reservekopie niet.")
    putting_back.restore(register, backup)
    register = open_it()
    assert published_before.unknown_since(register) == date(2026, 11, 3)
    register.close()


def test_a_copy_that_cannot_tell_answers_no_question(open_it: Opener) -> None:
    """A time that was asked about stays asked about, until somebody or a copy that knows has answered."""
    register = open_it()
    asked = releases.Forgotten(date(2026, 9, 1), date(2026, 9, 3))
    with register.change() as connection:
        releases.keep_forgotten(connection, asked)
        releases.take_over(connection, {}, newer=True)
        assert releases.load_forgotten(connection) == asked
        releases.take_over(connection, dict.fromkeys(releases.SETTINGS, ""), newer=True)
        assert releases.load_forgotten(connection) is None
    register.close()
