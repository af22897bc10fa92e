"""Watch for network calls: what this process asks of Python's sockets, and what internet sockets it holds.

Qt could open sockets of its own, which Python never sees; on Linux the system's list of sockets shows those too.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

_CALLS = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
)
_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


class NetworkWatch:
    """Starts when made; an audit hook can't be taken away again, so it is for a process that only watches."""

    def __init__(self) -> None:
        self._calls: list[str] = []
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, _arguments: tuple[object, ...]) -> None:
        if event in _CALLS:
            self._calls.append(event)

    def seen(self) -> tuple[str, ...]:
        """Every call seen so far, and every internet socket open now."""
        return (*self._calls, *_internet_sockets())


def _internet_sockets() -> Iterator[str]:
    own = {_socket_of(link) for link in _links(Path("/proc/self/fd"))}
    for table in _TABLES:
        for inode in _inodes(Path("/proc/self/net") / table):
            if inode in own:
                yield f"open {table} socket"


def _links(folder: Path) -> Iterator[str]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        try:
            yield str(entry.readlink())
        except OSError:
            continue


def _socket_of(link: str) -> str:
    return link.removeprefix("socket:[").removesuffix("]") if link.startswith("socket:[") else ""


def _inodes(table: Path) -> Iterator[str]:
    if table.is_file():
        for line in table.read_text("ascii").splitlines()[1:]:
            yield line.split()[9]
