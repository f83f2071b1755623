"""The judges: which program each is, and what runs it."""

from dataclasses import dataclass
from pathlib import Path

from app.paths import ROOT

_ENVIRONMENTS = ROOT / ".cache" / "judges"


@dataclass(frozen=True, slots=True)
class Judge:
    """A program in this folder, run as `INTERPRETER judges/PROGRAM URL FOLDER`; it may take some seconds."""

    name: str
    program: str
    interpreter: Path
    seconds: int = 300

    def command(self, base: str, folder: Path) -> list[str]:
        """Return the command that judges the service at `base`; `folder` is the judge's own."""
        return [str(self.interpreter), str(ROOT / "judges" / self.program), base, str(folder)]


def _python(environment: str) -> Path:
    return _ENVIRONMENTS / environment / "bin" / "python"


def judges() -> list[Judge]:
    """Return all judges, the quick ones first."""
    clients, system = _python("clients"), Path("/usr/bin/python3")
    return [
        Judge("documents", "documents.py", clients),
        Judge("linters", "linters.py", clients),
        Judge("styles", "styles.py", clients),
        Judge("geojson", "geojson.py", clients),
        Judge("grids", "grids.py", clients),
        Judge("decoders", "decoders.py", clients),
        Judge("ogctests", "ogc_tests.py", _python("ogctests")),
        Judge("owslib", "ogc_clients.py", clients),
        Judge("pyogrio", "gdal_python.py", clients, 600),
        Judge("gdal-bin", "gdal_tools.py", clients, 600),
        Judge("qgis", "qgis_client.py", system, 600),
        Judge("schemathesis", "fuzzing.py", _python("schemathesis"), 1200),
    ]
