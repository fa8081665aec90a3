"""The only package that knows SQL: entities and numpy arrays leave it, rows never do."""
