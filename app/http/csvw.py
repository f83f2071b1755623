"""CSV on the Web: the document that says what the columns of a CSV answer are (W3C, Metadata Vocabulary)."""

from typing import Any

from app.http.table import About, Column, Row, Table

_DATATYPES = {"text": "string", "integer": "integer", "number": "double", "decimal": "decimal", "date": "date"}
# The header row is skipped, not read: readers that keep the byte order mark would not know the first column again.
_DIALECT = {"encoding": "utf-8", "header": False, "skipRows": 1, "delimiter": ",", "quoteChar": '"'}
_SDMX = "http://purl.org/linked-data/sdmx/2009/"
_PROPERTIES = {"status": f"{_SDMX}attribute#obsStatus", "value": f"{_SDMX}measure#obsValue"}

Document = dict[str, Any]


def csvw(table: Table, about: About, url: str) -> Document:
    """Return the metadata of the CSV at `url`, which should name the release so that both are of one."""
    schema: Document = {"columns": [_column(column) for column in table.columns]}
    if keys := [column.id for column in table.of_role("dimension")]:
        schema["primaryKey"] = keys
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": url,
        "dialect": _DIALECT,
        "dc:title": [{"@value": table.zh, "@language": "zh"}, {"@value": table.en, "@language": "en"}],
        "dc:modified": {"@value": about.release.moment, "@type": "xsd:dateTime"},
        "dc:hasVersion": str(about.release.number),
        "dc:source": [_source(source) for source in about.sources],
        "tableSchema": schema,
    }


def _column(column: Column) -> Document:
    document: Document = {
        "name": column.id,
        "titles": {"en": column.en, "zh": column.zh},
        "datatype": _DATATYPES[column.type],
    }
    if column.role == "dimension":
        document["required"] = True
    if column.id in _PROPERTIES:
        document["propertyUrl"] = _PROPERTIES[column.id]
    if column.unit:
        document["schema:unitText"] = column.unit
    return document


def _source(source: Row) -> Document:
    words = {"dc:identifier": source["id"], "dc:title": source["title"], "dc:publisher": source["publisher"],
             "dc:license": source["licence"]}  # fmt: skip
    named = {key: value for key, value in words.items() if value}
    return named | ({"schema:url": source["url"]} if source["url"] else {})
