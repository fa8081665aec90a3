"""Item models, one a table."""
