"""A table as a workbook, written straight into the Office Open XML parts.

Written here because equal data must give equal bytes and equal numbers: openpyxl stamps the time of writing into the
file and rounds numbers to 16 digits. Text is always a string cell, which no spreadsheet runs as a formula.
"""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from app.http.status_legend import STATUS_NAMES
from app.http.table import About, Column, Table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY_ZERO = dt.date(1899, 12, 30)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_CHARACTERS = 32_767
_HEADER, _DATE, _FIRST_DECIMAL = 1, 2, 3
_MOST_DECIMALS = 8
SHEETS = ("data", "about")


def xlsx(table: Table, about: About) -> bytes:
    """Return the workbook: the data under a header of column ids, and a sheet that says what they are."""
    head = [_text(column.id, _HEADER) for column in table.columns]
    body = ([_cell(row.get(column.id), column) for column in table.columns] for row in table.rows)
    last = f"{_letters(len(table.columns))}{len(table.rows) + 1}"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _properties(table, about),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relations({"styles": "styles.xml"}, sheets=True),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet([head, *body], f'<autoFilter ref="A1:{last}"/>', frozen=True),
        "xl/worksheets/sheet2.xml": _sheet([[_text(cell) for cell in row] for row in _about(table, about)]),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():  # an entry's time is left at 1980, so that it says nothing
            archive.writestr(zipfile.ZipInfo(name), _DECLARATION + text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cell(value: str | float | None, column: Column) -> str:
    """Return a cell without its address, or nothing for a gap."""
    if value is None:
        return ""
    if column.type == "text":
        return _text(str(value))
    if not isinstance(value, str):
        return f"<c><v>{value!r}</v></c>"
    if column.type == "date":
        return f'<c s="{_DATE}"><v>{(dt.date.fromisoformat(value) - _DAY_ZERO).days}</v></c>'
    decimals = len(value.partition(".")[2])
    return f'<c s="{_FIRST_DECIMAL + min(decimals, _MOST_DECIMALS)}"><v>{value}</v></c>'


def _text(text: str, style: int = 0) -> str:
    clean = escape(_NOT_XML.sub("\ufffd", text)[:_MOST_CHARACTERS])
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _letters(number: int) -> str:
    """Return a column's letters.

    >>> [_letters(n) for n in (1, 26, 27, 703)]
    ['A', 'Z', 'AA', 'AAA']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(rows: Iterable[Sequence[str]], after: str = "", *, frozen: bool = False) -> str:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    written = "".join(_row(number, cells) for number, cells in enumerate(rows, 1))
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>{written}</sheetData>{after}'
        "</worksheet>"
    )


def _row(number: int, cells: Sequence[str]) -> str:
    named = (f'<c r="{_letters(at)}{number}"{cell[2:]}' for at, cell in enumerate(cells, 1) if cell)
    return f'<row r="{number}">{"".join(named)}</row>'


def _about(table: Table, about: About) -> Iterator[list[str]]:
    """Yield the rows of the second sheet: what, release, query, columns, statuses, sources."""
    yield ["title", table.zh, table.en]
    yield ["draft" if about.release.draft else "release", str(about.release.number), about.release.moment]
    for name, value in about.query.items():
        yield ["query", name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)]
    for column in table.columns:
        yield ["column", column.id, column.zh, column.en, column.type, column.role, column.unit or ""]
    for code, (zh, en) in STATUS_NAMES.items():
        yield ["status", code.value, zh, en]
    for source in about.sources:
        yield ["source", *(source[key] or "" for key in ("id", "title", "publisher", "url", "licence"))]


def _properties(table: Table, about: About) -> str:
    when = f'xsi:type="dcterms:W3CDTF">{about.release.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(table.zh)}</dc:title><dc:creator>Polycentre</dc:creator>"
        f"<dcterms:created {when}</dcterms:created><dcterms:modified {when}</dcterms:modified></cp:coreProperties>"
    )


def _workbook() -> str:
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(SHEETS, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _content_types() -> str:
    parts = {
        "/xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
        "/xl/styles.xml": f"{_SHEET}.styles+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{_SHEET}.worksheet+xml" for n, _ in enumerate(SHEETS, 1)},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: dict[str, str], *, core: str = "", sheets: bool = False) -> str:
    found = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(SHEETS, 1)] if sheets else []
    found += [(f"{_OFFICE}/{kind}", target) for kind, target in targets.items()]
    if core:
        found.append((f"{_PACKAGE}/relationships/metadata/core-properties", core))
    lines = "".join(
        f'<Relationship Id="rId{n}" Type={quoteattr(kind)} Target={quoteattr(target)}/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _styles() -> str:
    """Number formats 164 (dates) and 165 onwards (0 to 8 decimals), and the cell styles that name them."""
    codes = ["yyyy\\-mm\\-dd", *("0" + ("." + "0" * n if n else "") for n in range(_MOST_DECIMALS + 1))]
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in enumerate(codes, 164))
    plain = '<xf numFmtId="0" fontId="{}" fillId="0" borderId="0" xfId="0"{}/>'
    numbered = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    cells = [plain.format(0, ""), plain.format(1, ' applyFont="1"')]
    cells += [numbered.format(n) for n, _ in enumerate(codes, 164)]
    font = '<font>{}<sz val="11"/><name val="Calibri"/></font>'
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fonts count="2">{font.format("")}{font.format("<b/>")}</fonts><fills count="2">{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
