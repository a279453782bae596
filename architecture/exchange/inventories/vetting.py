"""Hold the rows of a file against the rules of the inventory, before they are planned.

What the inventory cannot keep in its field becomes a note with a warning; a name that
it cannot keep refuses the row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from architecture.exchange.inventories.columns import LABELS
from architecture.exchange.inventories.known import Value
from architecture.exchange.inventories.rows import Row
from architecture.inventory.details import parsed


def vetted(rows: Sequence[Row], codes: Mapping[str, str]) -> list[Row]:
    """Return the rows as the inventory can keep them; `codes` are those known."""
    return [row if row.ignored or row.problems else _vetted(row, codes) for row in rows]


def unknown(several: Iterable[str], codes: Mapping[str, str]) -> list[str]:
    """Return the codes that are neither known nor right below a known one.

    >>> unknown(["RAB.01", "RAB.01.07", "RAB.77"], {"RAB.01": "Ekonomi"})
    ['RAB.77']
    """
    return [
        code
        for code in several
        if code not in codes and code.rsplit(".", 1)[0] not in codes
    ]


def _vetted(row: Row, codes: Mapping[str, str]) -> Row:
    _, wrong = parsed(row.values)
    listed: Any = row.values.get("reference_codes", [])
    odd = [] if "reference_codes" in wrong else unknown(listed, codes)
    if not wrong and not odd:
        return row
    values = dict(row.values)
    warnings = list(row.warnings)
    if odd:
        _keep(values, "reference_codes", ", ".join(odd))
        values["reference_codes"] = [code for code in listed if code not in odd]
        warnings.append(
            f"Kode tidak dikenal: {', '.join(odd)}; disimpan sebagai catatan."
        )
    problems = list(row.problems)
    for name, sentences in wrong.items():
        if name in {"name", "notes"}:
            problems += sentences
            continue
        told = values.pop(name)
        text = ", ".join(told) if isinstance(told, list) else str(told)
        _keep(values, name, text)
        warnings.append(f"{sentences[0]} Disimpan sebagai catatan.")
    return replace(
        row,
        values={name: value for name, value in values.items() if value != []},
        warnings=tuple(warnings),
        problems=tuple(problems),
    )


def _keep(values: dict[str, Value], name: str, text: str) -> None:
    before = str(values.get("notes", ""))
    line = f"{LABELS[name]}: {text}"
    values["notes"] = f"{before}\n{line}" if before else line
