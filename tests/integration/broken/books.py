"""Workbooks as statistics bureaus lay them out, and as nobody should."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def workbook(*sheets: tuple[str, Rows], merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """Return an XLSX file of named sheets; ``merged`` are ranges of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def patched(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """Return a workbook with one part of its XML changed, as another program would have written it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            text = given.read(entry)
            if entry.filename == part:
                changed = re.sub(pattern, replacement, text.decode(), count=1)
                assert changed != text.decode()
                text = changed.encode()
            made.writestr(entry.filename, text)
    return file.getvalue()


def with_saved_value(content: bytes, cell: str, value: str) -> bytes:
    """Return a workbook in which the formula of a cell of the first sheet has a saved value."""
    pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?'
    return patched(content, "xl/worksheets/sheet1.xml", pattern, rf"\1<v>{value}</v>")


def bureau_table() -> bytes:
    """Return the small city as a bureau prints it: title, unit above, two rows of headings, totals, marks, a note."""
    rows: list[list[Any]] = [
        ["某市2020年各乡镇街道常住人口", *[None] * 6],
        [*[None] * 6, "单位：万人"],
        ["序号", "统计用区划代码", "乡镇（街道）", "常住人口", None, None, "备注"],
        [None, None, None, "合计", "男", "女", None],
        ["甲", "乙", "丙", 1, 2, 3, 4],
        [None, None, "合　计", 0.1, 0.05, 0.05, None],
        [1, "330326000000", "甲县", 0.06, 0.03, 0.03, None],
        [2, "330326100000", "东镇①", 0.03, 0.01, 0.02, None],
        [3, "330326101000", "中 镇", 0.02, 0.01, 0.01, None],
        [4, "330326102000", "西乡", 0.01, 0.01, 0, None],
        [5, "330383000000", "丁市*", 0.04, 0.02, 0.02, None],
        ["注：① 含某开发区；本表按普查时点计。", *[None] * 6],
    ]
    merged = ("A1:G1", "D3:F3", "A3:A4", "B3:B4", "C3:C4", "G3:G4", "A12:G12")
    return workbook(("2020年乡镇人口", rows), ("说明", [["本表由统计局编制"]]), merged=merged)
