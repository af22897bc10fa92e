"""Run pytauargus on one table, in its own environment: `peer.py IN.json OUT.json`, records in, numbers of cells out."""

import json
import sys
import time
from pathlib import Path

from pytauargus import protect


def main() -> None:
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    begin = time.perf_counter()
    result = protect(
        asked["records"], asked["dimensions"], response="n", safety_rules=asked["rule"], suppress=asked["method"]
    )
    seconds = time.perf_counter() - begin
    unsafe = sum(row["unsafe"] for row in result.engine.audit(0))
    secondary = sum(status == "M" for status in result.tables[0].status())
    Path(sys.argv[2]).write_text(json.dumps({"seconds": seconds, "unsafe": unsafe, "secondary": secondary}), "utf-8")


main()
