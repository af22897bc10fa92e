"""Run pytauargus on one table, in its own environment: `peer.py IN.json OUT.json`, records in, numbers of cells out.

Seconds are of the processor, of the fastest of some runs: another program that keeps the computer busy costs it none.
"""

import json
import sys
import time
from pathlib import Path

from pytauargus import protect


def main() -> None:
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    seconds = []
    for _ in range(asked["runs"]):
        begin = time.process_time()
        result = protect(
            asked["records"], asked["dimensions"], response="n", safety_rules=asked["rule"], suppress=asked["method"]
        )
        seconds.append(time.process_time() - begin)
    unsafe = sum(row["unsafe"] for row in result.engine.audit(0))
    secondary = sum(status == "M" for status in result.tables[0].status())
    Path(sys.argv[2]).write_text(
        json.dumps({"seconds": min(seconds), "unsafe": unsafe, "secondary": secondary}), "utf-8"
    )


main()
