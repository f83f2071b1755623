"""Commands that write a release into files that need no server."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli.export_file import Target, Write, export
from app.cli.output import progress_bar
from app.cli.session import AsJson
from app.repositories.database import Reader
from app.repositories.layers import tile_layers
from app.repositories.pointer import ReleaseName
from app.services.export.about import About, about_release
from app.services.export.archive import write_archive
from app.services.export.columns import layer_of
from app.services.export.data_package.write import write_data_package, write_package_folder
from app.services.export.geojson_file import geojson_file
from app.services.export.release_layers import LAYERS, release_layers
from app.services.steps import Progress

exporting = typer.Typer(help="Write a release into files that open without a server.", no_args_is_help=True)

_LARGEST = 2_147_483_647

Out = Annotated[
    Path | None, typer.Option("--out", dir_okay=False, help="The file; else one named by place and release.")
]
Release = Annotated[int | None, typer.Option(min=1, max=_LARGEST, help="A release number; else the current one.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Period = Annotated[str, typer.Option(help="A reference date, a year, or latest: the latest of each layer.")]
OneLayer = Annotated[str, typer.Option(help=f"One of {', '.join(LAYERS)}.")]
Layers = Annotated[list[str] | None, typer.Option(help=f"Only this layer ({', '.join(LAYERS)}); may be repeated.")]
Crs = Annotated[str, typer.Option(help="Coordinate reference system, such as EPSG:4490 or EPSG:4549.")]


@exporting.command()
def pmtiles(
    out: Out = None,
    release: Release = None,
    max_zoom: Annotated[
        int | None, typer.Option(min=0, max=tile_layers().matrix.max_zoom, help="Draw tiles down to this zoom.")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write all vector tiles into one PMTiles archive."""
    with progress_bar(quiet=as_json) as progress:

        async def write(reader: Reader, number: ReleaseName, path: Path) -> dict[str, int]:
            return {"tiles": await write_archive(reader, number, path, progress, max_zoom)}

        export(Target(out, ".pmtiles", force, as_json), release, write)


@exporting.command()
def gpkg(
    out: Out = None,
    release: Release = None,
    layer: Layers = None,
    period: Period = "latest",
    crs: Crs = "EPSG:4326",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write counties, townships, zones and labels with their numbers into one GeoPackage."""
    from app.services.export.package import write_package  # noqa: PLC0415 -- GDAL takes a second to load

    with progress_bar(quiet=as_json) as progress:
        write = _feature_writer(layer or LAYERS, period, crs, write_package, progress)
        export(Target(out, ".gpkg", force, as_json), release, write)


@exporting.command()
def geoparquet(
    out: Out = None,
    release: Release = None,
    layer: OneLayer = "township",
    period: Period = "latest",
    crs: Crs = "OGC:CRS84",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write one layer into a GeoParquet file."""
    with progress_bar(quiet=as_json) as progress:
        write = _feature_writer([layer], period, crs, _write_geoparquet, progress)
        export(Target(out, f"-{layer}.parquet", force, as_json), release, write)


@exporting.command()
def geojson(
    out: Out = None,
    release: Release = None,
    layer: OneLayer = "township",
    period: Period = "latest",
    crs: Crs = "OGC:CRS84",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write one layer into a GeoJSON file."""
    with progress_bar(quiet=as_json) as progress:
        write = _feature_writer([layer], period, crs, _write_geojson, progress)
        export(Target(out, f"-{layer}.geojson", force, as_json), release, write)


@exporting.command()
def package(
    out: Annotated[
        Path | None,
        typer.Option("--out", help="A file that ends in .zip, or a folder; else a zip named by the release."),
    ] = None,
    release: Release = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write everything that a release was made from into a Data Package, which another Polycentre imports."""
    packed = out is None or out.suffix.lower() == ".zip"
    with progress_bar(quiet=as_json) as progress:

        async def write(reader: Reader, number: ReleaseName, path: Path) -> dict[str, int]:
            return await (write_data_package if packed else write_package_folder)(reader, number, path, progress)

        export(Target(out, ".datapackage.zip" if packed else "", force, as_json), release, write)


def _write_geojson(path: Path, about: About) -> None:
    path.write_bytes(geojson_file(about))


def _write_geoparquet(path: Path, about: About) -> None:
    from app.services.export.parquet_file import parquet_file  # noqa: PLC0415 -- Arrow takes its time to load
    from app.services.export.projection import projected_layer  # noqa: PLC0415 -- as above

    (layer,) = about.layers
    placed = projected_layer(layer_of(layer.name, layer.features, layer.fields), about.crs)
    path.write_bytes(parquet_file(placed, about.crs, layer.geometry_type, about.as_json()))


def _feature_writer(
    layers: Sequence[str],
    period: str,
    crs: str,
    write_file: Callable[[Path, About], None],
    progress: Progress,
) -> Write:
    from app.services.export.projection import known_crs  # noqa: PLC0415 -- PROJ takes its time to load

    system = known_crs(crs)

    async def write(reader: Reader, release: ReleaseName, path: Path) -> dict[str, int]:
        found = await release_layers(reader, release.number, layers, period, progress)
        write_file(path, await about_release(reader, release, found, system))
        return {layer.name: len(layer.features) for layer in found}

    return write
