"""The watch that proves the program opens no internet socket."""

import subprocess
import sys

_PROGRAM = """
import socket
from thuisplan_desktop.offline import NetworkWatch
watch = NetworkWatch()
{action}
print(len(watch.seen()))
"""


def _seen(action: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(action=action)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_a_program_that_does_nothing_is_seen_to_do_nothing() -> None:
    assert _seen("") == 0


def test_a_bound_internet_socket_is_seen_in_the_call_and_in_the_list_of_the_system() -> None:
    assert _seen("kept = socket.socket(); kept.bind(('127.0.0.1', 0)); kept.listen()") == 2


def test_looking_up_a_host_is_seen() -> None:
    assert _seen("socket.getaddrinfo('127.0.0.1', 80)") == 1


def test_a_socket_of_the_local_machine_alone_is_no_internet_socket() -> None:
    assert _seen("kept = socket.socketpair()") == 0
