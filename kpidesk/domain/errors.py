"""Expected errors: what is wrong, where, and what to do."""


class UserError(Exception):
    """Something the user can put right; shown as one polite sentence, never as a traceback.

    The text says what is wrong, where (file, sheet, row, field) and what to do about it.
    """


class NotFoundError(UserError):
    """A rep, KPI or meeting the user named does not exist."""


class DamagedFileError(UserError):
    """The file itself is broken: its pages no longer hold together."""


class StaleEditError(UserError):
    """The thing was changed elsewhere after it was shown; nothing was written."""


class CancelledError(UserError):
    """The user cancelled long work; nothing was written."""
