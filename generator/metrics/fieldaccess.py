"""Results that are read as records in code and by key where they stand in for a JSON object."""

from dataclasses import fields, is_dataclass


class FieldAccess:
    """Let a dataclass answer `result["score"]` as well as `result.score`.

    The entry points that stay (`paper_score`, `score_documents`) are called with what a JSON file
    says and compared with it; both ways of reading are part of what they promise.
    """

    __slots__ = ()

    def __getitem__(self, name: str) -> object:
        """Return the field of that name; KeyError when there is none."""
        if is_dataclass(self) and name in (f.name for f in fields(self)):
            return getattr(self, name)
        raise KeyError(name)
