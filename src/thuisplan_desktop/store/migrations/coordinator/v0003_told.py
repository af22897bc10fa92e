"""A telling keeps what its definition set told of it; of those of before the set is asked, while it is there."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE snapshots ADD COLUMN told TEXT DEFAULT '' NOT NULL")
