"""Where the project's own files stand: the checkout is the installation."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ROOT / "migrations"
TILES = ROOT / "tiles"
WEB = ROOT / "web" / "dist"
WENZHOU = ROOT / "geodata" / "wenzhou"
