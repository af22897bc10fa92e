"""The name of a register's folder: after the organisation, never after a person."""

_FORBIDDEN = '<>:"/\\|?*'


def folder_name(typed: str) -> str:
    """What was typed as every system takes it for a folder; 'Register' when nothing is left."""
    name = "".join(" " if sign in _FORBIDDEN or not sign.isprintable() else sign for sign in typed)
    return " ".join(name.split()).strip(". ")[:60] or "Register"
