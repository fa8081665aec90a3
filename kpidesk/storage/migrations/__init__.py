"""Alembic migrations, newest last."""
