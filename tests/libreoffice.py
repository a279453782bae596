"""A real LibreOffice for tests: found, or the test is left out, loudly.

It edits a workbook by a macro of its own, as a person would by hand: cells are set, the
file is saved by its own filter.
"""

import shutil
import subprocess
from functools import cache
from html import escape
from pathlib import Path

import pytest

from tests.left_out import MARK

MISSING = "tidak ada LibreOffice Calc; pasang paket libreoffice-calc"
PATIENCE = 240
"""Seconds for one start, edit and save."""

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC
  "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script"
  script:name="Module1" script:language="StarBasic">{code}</script:module>
"""
_CODE = """
Function Column(page, heading)
  For number = 0 To 99
    If page.getCellByPosition(number, 0).String = heading Then
      Column = number
      Exit Function
    End If
  Next
  Column = -1
End Function

Function Row(page, code)
  For number = 1 To 9999
    If page.getCellByPosition(0, number).String = code Then
      Row = number
      Exit Function
    End If
  Next
  Row = -1
End Function

Sub Edit(source, target)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim book, page
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  {edits}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(target), kind())
  book.close(True)
End Sub
"""


@cache
def find() -> str:
    """Return the path of LibreOffice with its Calc, or an empty text."""
    path = shutil.which("soffice") or ""
    programs = Path(path).resolve().parent if path else Path()
    return path if path and list(programs.glob("libsclo*")) else ""


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> "Office":
    """Give what edits workbooks, or leave the test out."""
    if not find():
        pytest.skip(f"{MARK}: {MISSING}")
    return Office(tmp_path_factory.mktemp("office"))


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        """Let it make an empty profile, in which the macro then stands."""
        self._folder = folder
        self._profile = folder / "profile"
        self._run("--terminate_after_init")

    def _run(self, *words: str) -> str:
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        done = subprocess.run(
            [find(), profile, "--headless", "--norestore", "--nologo", *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return f"{done.returncode} {done.stdout} {done.stderr}"

    def edited(self, data: bytes, *edits: str) -> bytes:
        """Return the workbook as LibreOffice saves it after these edits."""
        code = _CODE.format(edits="\n  ".join(edits))
        module = _MODULE.format(code=escape(code))
        place = self._profile / "user" / "basic" / "Standard" / "Module1.xba"
        place.write_text(module)
        source, target = self._folder / "masuk.xlsx", self._folder / "keluar.xlsx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        told = self._run(f'macro:///Standard.Module1.Edit("{source}","{target}")')
        assert target.exists(), told
        return target.read_bytes()


def put(sheet: str, code: str, heading: str, value: str | float | None) -> str:
    """Return the statement that sets a cell of the row of a code; None clears it."""
    row, column = f'Row(page, "{code}")', f'Column(page, "{heading}")'
    return f'page = book.Sheets.getByName("{sheet}") : {_set(column, row, value)}'


def append(sheet: str, row: int, **cells: str | float) -> str:
    """Return the statements that fill cells of a row, counted from 1."""
    statements = [
        _set(f'Column(page, "{heading.replace("_", " ")}")', str(row - 1), value)
        for heading, value in cells.items()
    ]
    return "\n  ".join([f'page = book.Sheets.getByName("{sheet}")', *statements])


def _set(column: str, row: str, value: str | float | None) -> str:
    cell = f"page.getCellByPosition({column}, {row})"
    if value is None:
        return f'{cell}.String = ""'
    if isinstance(value, str):
        text = value.replace('"', '""').replace("\n", '" & Chr(10) & "')
        return f'{cell}.String = "{text}"'
    return f"{cell}.Value = {value}"
