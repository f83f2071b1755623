"""The templates that pages and reports are written from."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Return templates that escape every value and refuse a name that is not there."""
    return Environment(
        loader=PackageLoader("app.http"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
