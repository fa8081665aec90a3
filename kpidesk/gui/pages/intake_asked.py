"""Questions and notes, which are worded for the command line, as the window puts them: answers stand beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.gui.models.problems_model import two_parts
from kpidesk.gui.pages.intake_words import tr
from kpidesk.services.recipe_parts import About

if TYPE_CHECKING:
    from kpidesk.services.recipe_parts import Question

_PLACE = re.compile(r"^[^:“”]+(, sheet “[^”]*”)?(, row \d+)?(, column “[^”]*”|, the header)?: (?=\w)")
_IN_TEXT = re.compile(
    r"(?:Say (?:it|which)(?: in (?:a|the) recipe| as| with --)|Add a header row, or name it in a recipe"
    r"|Name one, on the command line)\b.*$"
)
_COUNTED = re.compile(r"If each row is a deal or an activity, say in a recipe what to count\..*$")
_TABLE = re.compile(r"To import it too, name it\b.*$")
_THOUSANDS = re.compile(r"\bsays thousands; its numbers were taken as they are\.")
_SCALED = re.compile(r"If (?:they are thousands|the file holds whole percents), say scale\b.*$")


def asked(question: Question) -> tuple[str, str]:
    """A question in bold and small print: the file, which is in sight, is not named, nor what a recipe would say."""
    several = {
        About.SHEET: tr("There are several sheets with tables. Which one is meant?"),
        About.TABLE: tr("There are several tables. Which one is meant?"),
    }
    return (several[question.about], "") if question.about in several else failed(question.sentence)


def failed(sentence: str) -> tuple[str, str]:
    """Why a file cannot be read so, in bold and small print."""
    said = _PLACE.sub("", sentence)
    said = _IN_TEXT.sub(tr("Choose it above or below."), said)
    said = _COUNTED.sub(tr("If each row is a deal or an activity, say below what to count."), said)
    return two_parts(said if "." in said.split(" ", 1)[0] else _upper(said))


def told(reason: str, file: str) -> tuple[str, str]:
    """What was found in a file, in bold and small print."""
    said = re.sub(rf"^{re.escape(file)}(, sheet “[^”]*”)?: ", "", reason)
    said = _TABLE.sub(tr("To import it too, open the file again and choose the table above."), said)
    said = _COUNTED.sub(tr("If each row is a deal or an activity, choose that layout above."), said)
    said = _SCALED.sub("", said).strip()
    return two_parts(said if said == reason else _upper(said))


def is_about_thousands(reason: str) -> bool:
    """Whether this is what a hint beside the column says as well."""
    return _THOUSANDS.search(reason) is not None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
