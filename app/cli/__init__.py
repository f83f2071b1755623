"""The command line: ``polycentre``.

Each server process imports this module again before it serves; so the commands, and all that they read and write
files with, are imported when a command runs.
"""


def main() -> None:
    """Run the command line."""
    from app.cli.commands import main as run  # noqa: PLC0415 -- the reason is above

    run()
