"""One line becomes a commitment: who, what, how much of which KPI, by when.

What is understood is shown before anything is kept; what could mean two things is offered as a choice.
"""

from kpidesk.domain.capture.level import Level, level
from kpidesk.domain.capture.line import Captured, capture, due_day, read_amount, read_day
from kpidesk.domain.capture.promise import Decided, Promise, promise
from kpidesk.domain.capture.tokens import Amount
from kpidesk.domain.capture.words import Words, words_of

__all__ = [
    "Amount",
    "Captured",
    "Decided",
    "Level",
    "Promise",
    "Words",
    "capture",
    "due_day",
    "level",
    "promise",
    "read_amount",
    "read_day",
    "words_of",
]
