"""Composition root of the command line: arguments in, one action, one answer. The window is the product.

Exit 0: done. 1: refused or failed, with one Dutch message on stderr and nothing changed. 2: wrong usage.
141: whoever read the output stopped reading (`| head`); said to nobody, as other programs do.
"""

import io
import os
import sys
from collections.abc import Sequence
from functools import cache

from thuisplan_desktop import logs, messages, paths
from thuisplan_desktop.cli import (
    handover_commands,
    keyholder_commands,
    main_commands,
    region_commands,
    register_commands,
    rules_commands,
    sender_commands,
    table_commands,
    text_commands,
)
from thuisplan_desktop.cli.parser import Parser
from thuisplan_desktop.errors import ThuisplanError

_PIPE_CLOSED = 141
"""128 and the number of SIGPIPE, which Python turns into an error."""

_GROUPS = (
    main_commands,
    register_commands,
    handover_commands,
    rules_commands,
    sender_commands,
    region_commands,
    keyholder_commands,
    table_commands,
    text_commands,
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    os.umask(0o077)
    _speak_any_console()
    options = _parser().parse_args(arguments)
    try:
        logs.set_up(paths.log_folder())
        code: int = options.run(options) or 0
        sys.stdout.flush()
    except ThuisplanError as error:
        print(f"thuisplan: {messages.message_for(error).text}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        _read_by_nobody()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        print("thuisplan: afgebroken.", file=sys.stderr)
        return 1
    except Exception as error:
        print(f"thuisplan: er ging iets onverwachts mis (code {logs.crash(error)}).", file=sys.stderr)
        return 1
    return code


def _read_by_nobody() -> None:
    """Nothing more goes to the closed pipe, also not what Python flushes when it ends."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  (a device, not a file)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _speak_any_console() -> None:
    """A console without a letter (cp1252 has no Ł) gets a question mark; it must not stop the work half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@cache
def _parser() -> Parser:
    """Built once: who runs command after command in one process waits for it once."""
    parser = Parser(
        prog="thuisplan",
        description="Thuisplan: versleuteld casusregister, zonder internet. Zonder opdracht opent het venster.",
    )
    parser.add_argument("--demo", action="store_true", help="open het venster op verzonnen registers")
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    for group in _GROUPS:
        group.add_to(commands)
    return parser
