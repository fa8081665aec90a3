"""Alembic runs this; the connection and its transaction belong to `storage.upgrade`."""

from alembic import context

from kpidesk.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
