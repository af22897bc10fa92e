"""Run by Alembic: the steps go over the connection that `migrate.py` hands in, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
