"""Counts that are suppressed: known to who counted them, and kept confidential."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATUS = "ck_observation_status"
_MISSING = "ck_observation_missing_says_why"


def upgrade() -> None:
    """Apply."""
    _replace("'A','B','D','E','F','I','K','L','M','O','P','Q','U','W'", "'K', 'L', 'M', 'O', 'Q'")


def downgrade() -> None:
    """Take back; refused by the database while a suppressed count is there."""
    _replace("'A','B','D','E','F','I','K','L','M','O','P','U','W'", "'K', 'L', 'M', 'O'")


def _replace(statuses: str, missing: str) -> None:
    for name, condition in (
        (_STATUS, f"status IN ({statuses})"),
        (_MISSING, f"(value IS NULL) = (status IN ({missing}))"),
    ):
        op.drop_constraint(op.f(name), "observation", schema="polycentre")
        op.create_check_constraint(op.f(name), "observation", condition, schema="polycentre")
