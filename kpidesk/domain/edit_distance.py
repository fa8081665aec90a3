"""Typing errors: how many letters were left out, added, changed or swapped between two words."""

from __future__ import annotations


def bound(length: int) -> int:
    """The most errors believed in a word of so many letters: none up to 3, one up to 7, two beyond."""
    return 0 if length <= 3 else 1 if length <= 7 else 2


def distance(one: str, other: str, most: int) -> int | None:
    """Damerau-Levenshtein distance (optimal string alignment, Damerau 1964); None if it is over `most`.

    Only the band of `most` cells around the diagonal is worked out (Ukkonen 1985).
    """
    if abs(len(one) - len(other)) > most:
        return None
    one, other = _apart(one, other)
    if not one or not other:
        return len(one) + len(other)
    over = most + 1
    older, before = [over] * (len(other) + 1), [min(to, over) for to in range(len(other) + 1)]
    for at, letter in enumerate(one, 1):
        now = [over] * (len(other) + 1)
        now[0] = min(at, over)
        for to in range(max(1, at - most), min(len(other), at + most) + 1):
            wanted = other[to - 1]
            cost = before[to - 1] if letter == wanted else 1 + min(before[to], now[to - 1], before[to - 1])
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            now[to] = cost
        if min(now) > most:
            return None
        older, before = before, now
    return before[-1] if before[-1] <= most else None


def shortened(word: str, most: int) -> set[str]:
    """The word, and what is left of it without up to `most` of its letters; words that near share one of these.

    Symmetric deletion (Garbe 2012): a look-up in place of a comparison with every known word.
    """
    found = last = {word}
    for _ in range(most):
        last = {each[:at] + each[at + 1 :] for each in last for at in range(len(each))}
        found = found | last
    return found


def _apart(one: str, other: str) -> tuple[str, str]:
    """What is left of two words without what they begin and end with in common; it has the same distance."""
    least, begin, end = min(len(one), len(other)), 0, 0
    while begin < least and one[begin] == other[begin]:
        begin += 1
    while end < least - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[begin : len(one) - end], other[begin : len(other) - end]
