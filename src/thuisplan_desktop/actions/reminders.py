"""What somebody who just opened a register should hear, though nobody asked: at most a few sentences."""

from datetime import timedelta

from thuisplan_desktop.actions import access, backups, set_aside
from thuisplan_desktop.actions.backups import BackupsView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.store import logbook

_OTHERWISE = {
    "opened_by_board": "Het bestuur opende dit register op {moment} met zijn sleutel.",
    "opened_by_recovery_code": "Op {moment} is dit register geopend met de herstelcode. Was u dat niet? Zie Beheer.",
}
_BY_CODE_NOW = (
    "U opende dit register met de herstelcode. Voeg uzelf bij Beheer opnieuw toe met een nieuwe wachtzin en maak een "
    "nieuwe herstelcode: de envelop is open geweest."
)
_NOT_REHEARSED = (
    "Het herstelblad is niet beproefd: de herstelcode is nog nooit overgetypt. Maak bij Beheer een nieuwe herstelcode "
    "en typ die over van het papier."
)
_FIRST_WEEK = timedelta(days=7)


def reminders(register: OpenRegister) -> tuple[str, ...]:
    """What opening found, who else came in, a sheet that nobody tried, and what is wrong with the backups."""
    backups_view = backups.view(register)
    return (
        *register.warnings, *_came_in(register), *unproven(register), *_about_backups(register, backups_view)
    )  # fmt: skip


def attention(register: OpenRegister) -> tuple[str, ...]:
    """Everything that could be better about keys and backups, also in the first week; nothing is the good answer."""
    concerns = (*backups.view(register).concerns, *set_aside.concerns(register))
    return (*register.warnings, *_came_in(register), *unproven(register), *concerns)


def unproven(register: OpenRegister) -> tuple[str, ...]:
    """That the paper in the safe was never tried, said at every opening: such a paper is wrong when it is needed."""
    return () if access.rehearsed_on(register) else (_NOT_REHEARSED,)


def _came_in(register: OpenRegister) -> tuple[str, ...]:
    """By another way than a passphrase, since somebody last opened it with one."""
    with register.read() as connection:
        entries = [
            entry for entry in logbook.load_log(connection) if entry.action.startswith(("opened_", "register_op"))
        ]
    if not entries:
        return ()
    now, before = entries[-1], entries[:-1]
    found = [_BY_CODE_NOW] if now.action == "opened_by_recovery_code" else []
    for entry in reversed(before):
        if entry.action == "register_opened":
            break
        if entry.action in _OTHERWISE:
            found.append(_OTHERWISE[entry.action].format(moment=f"{entry.at.astimezone():%d-%m-%Y %H:%M}"))
    return tuple(found)


def _about_backups(register: OpenRegister, view: BackupsView) -> tuple[str, ...]:
    """Whoever has just begun is left alone for a week, as long as nothing failed."""
    moments = [row.made_at for row in view.rows if row.made_at]
    settled = bool(moments) and register.now() - min(moments) > _FIRST_WEEK
    return view.concerns if settled or view.failed else ()
