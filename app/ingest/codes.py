"""The forms in which a file may write the code of a unit."""

import re
import unicodedata

TOWNSHIP_DIGITS, COUNTY_DIGITS, VILLAGE_DIGITS = 9, 6, 12


def code_forms(given: str) -> tuple[str, ...]:
    """Return the codes that a text may mean, the longest first.

    Statistical tables write every code with 12 digits, so 330326000000 is read as 330326 too; spreadsheets write
    full-width digits, an apostrophe before the number, and decimals after it.
    """
    code = unicodedata.normalize("NFKC", given).strip().lstrip("'").removesuffix(".0").replace(" ", "")
    return tuple(dict.fromkeys((code, _short(code, TOWNSHIP_DIGITS), _short(code, COUNTY_DIGITS))))


def is_rounded(text: str) -> bool:
    """Whether a text is what a spreadsheet makes of a long code: 3.30326E+11 has lost its last digits."""
    return re.fullmatch(r"\d(\.\d+)?E\+?\d+", unicodedata.normalize("NFKC", text).strip().upper()) is not None


def is_code(text: str) -> bool:
    """Whether a text has the form of a code of a county, township or village."""
    code = code_forms(text)[0]
    return code.isascii() and code.isdigit() and len(code) in (COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS)


def _short(code: str, digits: int) -> str:
    """Return a code of 12 digits without the zeros that stand for no lower level."""
    padded = len(code) == VILLAGE_DIGITS and code.isdigit() and not code[digits:].strip("0")
    return code[:digits] if padded else code
