import asyncio

import psycopg
import pytest

from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.export.place import archive_path, place_slug, slug


@pytest.mark.parametrize(
    ("name", "wanted"), [("Wenzhou", "wenzhou"), ("Some City", "some-city"), ("Xi'an / Lü", "xi-an-l"), ("温州", "")]
)
def test_a_name_fits_into_an_address(name: str, wanted: str) -> None:
    assert slug(name) == wanted


def named(url: str) -> str:
    async def ask() -> str:
        reader = Reader(url)
        await reader.open()
        try:
            (row,) = await reader.sql("SELECT number, published_at FROM polycentre.release")
            return await place_slug(reader, ReleaseName(*row.values()))
        finally:
            await reader.close()

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("SELECT 1", "wenzhou"),
        ("UPDATE polycentre.unit_version SET name_en = 'New Place' WHERE code = '330300'", "new-place"),
        # A county of another prefecture: the province is what they share.
        ("UPDATE polycentre.unit_version SET parent = '330000' WHERE code = '330383'", "zhejiang"),
        ("UPDATE polycentre.unit_version SET parent = NULL WHERE code = '330383'", "map"),
        ("DELETE FROM polycentre.unit_version WHERE level = 'county'", "map"),
    ],
)
def test_the_place_is_what_all_counties_share(published_url: str, change: str, wanted: str) -> None:
    with psycopg.connect(published_url) as connection:
        connection.execute(change.encode())
    assert named(published_url) == wanted
    assert archive_path(7, wanted) == f"/releases/7/{wanted}.pmtiles"
