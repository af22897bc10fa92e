"""Composition root of the command line: arguments in, one action, one answer. The window is the product.

Exit 0: done. 1: refused or failed, with one Dutch message on stderr and nothing changed. 2: wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from thuisplan_desktop import logs, messages, paths
from thuisplan_desktop.cli import (
    keyholder_commands,
    main_commands,
    region_commands,
    register_commands,
    sender_commands,
    table_commands,
    text_commands,
)
from thuisplan_desktop.errors import ThuisplanError

_GROUPS = (
    main_commands,
    register_commands,
    sender_commands,
    region_commands,
    keyholder_commands,
    table_commands,
    text_commands,
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    os.umask(0o077)
    options = _parser().parse_args(arguments)
    try:
        logs.set_up(paths.log_folder())
        code: int = options.run(options) or 0
    except ThuisplanError as error:
        print(f"thuisplan: {messages.message_for(error).text}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("thuisplan: afgebroken.", file=sys.stderr)
        return 1
    except Exception as error:
        print(f"thuisplan: er ging iets onverwachts mis (code {logs.crash(error)}).", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="thuisplan",
        description="Thuisplan: versleuteld casusregister, zonder internet. Zonder opdracht opent het venster.",
    )
    parser.add_argument("--demo", action="store_true", help="open het venster op verzonnen registers")
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    for group in _GROUPS:
        group.add_to(commands)
    return parser
