"""Notes that say in other words what `status` says: "in press" beside `pubstate = {forthcoming}`."""

import re

from generator.model import Work

_SAID: dict[str, re.Pattern[str]] = {
    "accepted": re.compile(r"accepted|in press|forthcoming|to appear", re.IGNORECASE),
    "forthcoming": re.compile(r"in press|forthcoming|to appear", re.IGNORECASE),
    "submitted": re.compile(r"submitted|under (?:peer )?review|in review", re.IGNORECASE),
    "draft": re.compile(r"draft|in preparation|work in progress", re.IGNORECASE),
}
_FILLING = re.compile(r"(?:\b(?:for|publication|currently|manuscript|paper|article)\b|[\s.,;()\[\]])+", re.I)


def note_says_status(work: Work) -> bool:
    """Tell whether the note, whatever else it says, names the status of the work."""
    said = _SAID.get(work.status)
    return bool(said and work.note and said.search(work.note))


def further_note(work: Work) -> str:
    """Return the note, "" where it says nothing but the status."""
    if not note_says_status(work):
        return work.note
    rest = _SAID[work.status].sub("", work.note)
    return work.note if _FILLING.sub("", rest) else ""
