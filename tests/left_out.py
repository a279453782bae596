"""What a run leaves out for want of a part, said loudly; in CI it is a failure."""

import os
from typing import NoReturn

import pytest

MARK = "DITINGGALKAN"


def leave_out(reason: str) -> NoReturn:
    """Skip what needs a part that this machine lacks; fail where `CI=true`."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(f"{MARK}: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with the parts that were missing and how many tests they cost."""
    count: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        _file, _line, reason = report.longrepr
        if MARK in reason:
            said = reason.split(f"{MARK}: ", 1)[1]
            count[said] = count.get(said, 0) + 1
    for said, times in sorted(count.items()):
        terminalreporter.write_line(f"{MARK} {times} uji: {said}", red=True, bold=True)
