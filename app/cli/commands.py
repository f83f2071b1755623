"""All commands, and what their refusals look like. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no database."""

import sys

import psycopg
import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InternalError, NotSupportedError, OperationalError, ProgrammingError

from app.cli import audit, diff, export, importing, keys, measures, reconcile, releases, serve
from app.cli.output import fail, show_faults, show_findings
from app.embedded import EmbeddedClusterError
from app.errors import Problem
from app.ingest.fault import ImportRefused
from app.services.bake_draft import ChecksFailed
from app.services.publish_release import NothingToPublish

REFUSED, MISUSED, NO_DATABASE = 1, 2, 3

# Away, without PostGIS, without the right to make tables, or read-only. Anything else is a fault of the program.
_UNUSABLE = (OperationalError, ProgrammingError, NotSupportedError, InternalError, psycopg.OperationalError)

app = typer.Typer(
    help="Population shares, primacy and density exactly as each city plan defines them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.add_typer(importing.importing, name="import")
app.add_typer(export.exporting, name="export")
app.add_typer(keys.keys, name="keys")
for command in (
    releases.check, diff.diff, releases.publish, releases.rollback, releases.releases, releases.migrate,
    measures.measures, reconcile.reconcile, audit.audit,
):  # fmt: skip
    app.command()(command)
app.command("discard")(releases.discard_)


def main() -> None:
    """Run the command line and turn known refusals into messages and exit codes."""
    try:
        app(prog_name="polycentre")
    except ImportRefused as refused:
        show_faults(refused)
        sys.exit(REFUSED)
    except ChecksFailed as failed:
        show_findings(failed.findings)
        fail(str(failed))
        sys.exit(REFUSED)
    except NothingToPublish as nothing:
        fail(str(nothing))
        sys.exit(REFUSED)
    except Problem as problem:
        fail(problem.detail)
        sys.exit(REFUSED)
    except ValidationError as invalid:
        for error in invalid.errors():
            fail(f"setting {'.'.join(map(str, error['loc']))}: {error['msg']}")
        sys.exit(MISUSED)
    except (EmbeddedClusterError, *_UNUSABLE) as error:
        fail(str(error.orig if isinstance(error, DBAPIError) else error).strip())
        sys.exit(NO_DATABASE)
