"""A BibTeX file cut into blocks: which entries and strings there are, with offsets.

Written for this program rather than taken from a library, because three things must hold at once:
every field knows its offset, a forgotten comma or brace is reported where it is forgotten (and the
next entry lives), and the time is linear in the file's length whatever it holds.

Grammar: Oren Patashnik, BibTeXing (1988), and "Tame the BeaST" by Nicolas Markey; braces are
counted as BibTeX counts them, those after a backslash too.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

# Balanced braces, four levels in one go; deeper ones are counted in Python.
_LEVEL = r"\{[^{}]*+\}"
for _ in range(3):
    _LEVEL = rf"\{{[^{{}}]*+(?:{_LEVEL}[^{{}}]*+)*+\}}"
BALANCED = _LEVEL

_BRACED = re.compile(BALANCED)
_QUOTED = re.compile(rf'"(?:[^{{}}"\\]++|\\[^{{}}]|\\(?=[{{}}])|{BALANCED})*+"')
_BRACE = re.compile(r"[{}]")
_QUOTE_OR_BRACE = re.compile(r'\\"|[{}"]')

_BLOCK = re.compile(r"@[ \t]*([A-Za-z][\w-]*+)\s*+([{(])")
_BLOCK_AT_LINE_START = re.compile(r"^[ \t]*+@[ \t]*+[A-Za-z][\w-]*+[ \t]*+[{(]", re.MULTILINE)
_KEY = re.compile(r'[^,={}"\n]*+')
_SPACE = re.compile(r"(?:\s++|%[^\n]*+\n)*+")
_SEPARATOR = re.compile(r"(?:[\s,]++|%[^\n]*+\n)*+")
_NAME = re.compile(r'([^=,{}"\n#]*+)\s*+=')
_BARE = re.compile(r'[^\s,#{}"]++')
_BARE_IN_PARENTHESES = re.compile(r'[^\s,#{}")]++')
_WORDS = re.compile(r'[^,#{}"\n=]*+(?=[,}\n])')
_NEXT_FIELD = re.compile(r'[A-Za-z][\w:.+-]*+\s*+=\s*+["{\w]')
_STRAY_FIELD = re.compile(r'\s*+(?:,\s*+[A-Za-z][\w:.+-]*+\s*+=|[A-Za-z][\w:.+-]*+\s*+=\s*+["{])')
# The form of nearly every field; whatever else there is takes the careful way.
_USUAL_FIELD = re.compile(rf"([A-Za-z][\w:.+-]*+)\s*+=\s*+(?:({BALANCED})|(\d++))\s*+(?:,\s*+|(?=[}})]))")

_MAX_DEPTH = 200
_SKIPPED = frozenset({"comment", "preamble"})


class Piece(NamedTuple):
    """A part of a value: what stood between braces or quotes, or a bare word."""

    text: str
    bare: bool


class Field(NamedTuple):
    """One `name = value` of an entry.

    Attributes:
        name: As written.
        value: The pieces that `#` joins; at least one.
        offset: Where the name begins.
    """

    name: str
    value: tuple[Piece, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """An entry, or a `@string`.

    Attributes:
        kind: Lower case, without the @.
        key: The citekey, "" if it is missing, and for strings.
        fields: In the order written, repeats included.
        offset: Of the @.
        end: Just behind the closing brace.
    """

    kind: str
    key: str
    fields: tuple[Field, ...]
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the syntax.

    Attributes:
        offset: Where.
        message: What, one line.
        hint: What to do about it, or None.
        fatal: Whether the block is lost by it.
    """

    offset: int
    message: str
    hint: str | None
    fatal: bool


class _BrokenError(Exception):
    def __init__(self, offset: int, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.flaw = Flaw(offset, message, hint, fatal=True)


def split_bibtex(text: str) -> tuple[list[Block], list[Flaw]]:
    """Return the entries and strings of a file, and its flaws, both in the order written.

    Text outside of blocks, `@comment` and `@preamble` are passed over. Never raises.
    """
    splitter = _Splitter(text)
    splitter.run()
    return splitter.blocks, splitter.flaws


class _Splitter:
    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self.flaws: list[Flaw] = []
        self._text = text
        self._start = 0
        self._limit = len(text)
        # After the first broken block no value may run over the start of another one: so each
        # part of the file is read twice at most, and one missing brace costs one entry.
        self._bounded = False

    def run(self) -> None:
        text, position = self._text, 0
        while (opening := _BLOCK.search(text, position)) is not None:
            line_start = max(text.rfind("\n", position, opening.start()) + 1, position)
            if text[line_start : opening.start()].strip(" \t\f\v,}){(;"):
                position = opening.end()  # an address in a comment, or an entry behind a %
                continue
            position = self._block(opening)

    def _block(self, opening: re.Match[str]) -> int:
        """Read one block and return where to go on."""
        self._start = opening.start()
        self._limit = len(self._text)
        if self._bounded:
            self._limit = self._next_block(opening.end())
        kind = opening[1].lower()
        try:
            if kind in _SKIPPED:
                return self._skip(opening)
            if kind == "string":
                return self._string(opening)
            return self._entry(opening, kind)
        except _BrokenError as error:
            self.flaws.append(error.flaw)
            self._bounded = True
            return self._next_block(opening.end())

    def _next_block(self, position: int) -> int:
        found = _BLOCK_AT_LINE_START.search(self._text, position)
        return len(self._text) if found is None else found.start()

    def _skip(self, opening: re.Match[str]) -> int:
        if opening[2] == "(":
            closing = self._text.find(")", opening.end(), self._limit)
            return closing + 1 if closing >= 0 else self._limit
        end = self._balanced_end(opening.end() - 1)
        if end is None:  # a comment owes nobody balanced braces
            self._bounded = True
            return self._next_block(opening.end())
        return end

    def _string(self, opening: re.Match[str]) -> int:
        fields, end = self._fields(opening.end(), "}" if opening[2] == "{" else ")", "this string")
        self.blocks.append(Block("string", "", tuple(fields), opening.start(), end))
        return end

    def _entry(self, opening: re.Match[str], kind: str) -> int:
        text = self._text
        closing = "}" if opening[2] == "{" else ")"
        key, position = self._key(opening.end(), closing)
        who = f"entry '{key}'" if key else "this entry"
        fields, end = self._fields(position, closing, who)
        if _STRAY_FIELD.match(text, end):
            raise _BrokenError(
                end - 1,
                f"{who} ends here, but more fields follow",
                "a closing brace too many stands here or before",
            )
        self.blocks.append(Block(kind, key, tuple(fields), opening.start(), end))
        return end

    def _key(self, position: int, closing: str) -> tuple[str, int]:
        """Return the citekey and where the fields begin."""
        text = self._text
        start = self._after(_SPACE, position)
        end = self._after(_KEY, start)
        written = text[start:end].strip()
        stop = text[end : end + 1]
        if closing == ")" and written.endswith(")") and stop != ",":
            return written[:-1].rstrip(), text.rfind(")", start, end)
        if stop == "=" and end < self._limit:
            return "", start
        if stop in (",", "}") and stop:
            return written, end
        if stop == "\n" and _NEXT_FIELD.match(text, self._after(_SPACE, end)):
            self._note(end, f"a comma is missing after the citekey '{written}'")
            return written, end
        raise _BrokenError(
            start,
            "a citekey and a comma are expected here",
            "an entry begins like this: @article{smith2024,",
        )

    def _fields(self, position: int, closing: str, who: str) -> tuple[list[Field], int]:
        """Return the fields and the end of the block."""
        text = self._text
        fields: list[Field] = []
        while True:
            position = self._after(_SEPARATOR, position)
            if position >= self._limit:
                raise self._unclosed(who, fields)
            if text[position] == closing:
                return fields, position + 1
            usual = _USUAL_FIELD.match(text, position, self._limit)
            if usual is not None:
                piece = Piece(usual[3], bare=True) if usual[3] else Piece(usual[2][1:-1], bare=False)
                fields.append(Field(usual[1], (piece,), position))
                position = usual.end()
                continue
            name = _NAME.match(text, position, self._limit)
            if name is None or not name[1].strip():
                raise self._no_field(position, who, fields)
            value, end = self._value(name.end(), closing, name[1].strip())
            fields.append(Field(name[1].strip(), value, position))
            position = self._after_value(end, closing, fields)

    def _after_value(self, end: int, closing: str, fields: list[Field]) -> int:
        text = self._text
        position = self._after(_SPACE, end)
        following = text[position : position + 1] if position < self._limit else ""
        if following in (",", closing, ""):
            return position
        if _NEXT_FIELD.match(text, position):
            self._note(end, f"a comma is missing after field '{fields[-1].name}'")
            return position
        if following == "@":
            raise _BrokenError(
                fields[-1].offset,
                f"field '{fields[-1].name}' or its entry is never closed",
                "a closing brace is missing before the next entry",
            )
        raise _BrokenError(
            fields[-1].offset,
            f"the value of field '{fields[-1].name}' does not end where it should",
            "check its braces and quotation marks, and the comma behind it",
        )

    def _value(self, position: int, closing: str, name: str) -> tuple[tuple[Piece, ...], int]:
        """Return the pieces of a value and its end."""
        text, pieces = self._text, []
        while True:
            start = self._after(_SPACE, position)
            first = text[start : start + 1] if start < self._limit else ""
            if first == "{":
                end = self._balanced_end(start) or self._broken_value(start, name, "brace")
                pieces.append(Piece(text[start + 1 : end - 1], bare=False))
            elif first == '"':
                end = self._quoted_end(start) or self._broken_value(start, name, "quotation mark")
                pieces.append(Piece(text[start + 1 : end - 1], bare=False))
            else:
                piece, end = self._bare(start, closing, name)
                pieces.append(piece)
            position = self._after(_SPACE, end)
            if position >= self._limit or text[position] != "#":
                return tuple(pieces), end
            position += 1

    def _bare(self, start: int, closing: str, name: str) -> tuple[Piece, int]:
        """Return a bare word: a number, a string's name, or text that lacks its braces."""
        text = self._text
        pattern = _BARE if closing == "}" else _BARE_IN_PARENTHESES
        end = self._after(pattern, start)
        behind = self._after(_SPACE, end)
        following = text[behind : behind + 1] if behind < self._limit else ""
        if end == start or following in (",", "#", closing, "") or closing == ")":
            return Piece(text[start:end], bare=end > start), end
        words = _WORDS.match(text, start, self._limit)
        if words is not None and words.end() > end and not _NEXT_FIELD.match(text, behind):
            self._note(start, f"the value of field '{name}' lacks its braces")
            return Piece(words[0].strip(), bare=False), words.end()
        return Piece(text[start:end], bare=True), end

    def _balanced_end(self, start: int) -> int | None:
        """Return the offset behind the brace that closes the one at `start`."""
        quick = _BRACED.match(self._text, start, self._limit)
        if quick is not None:
            return quick.end()
        depth = 0
        for brace in _BRACE.finditer(self._text, start, self._limit):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
            if depth > _MAX_DEPTH:
                return None
        return None

    def _quoted_end(self, start: int) -> int | None:
        quick = _QUOTED.match(self._text, start, self._limit)
        if quick is not None:
            return quick.end()
        depth = 0
        for mark in _QUOTE_OR_BRACE.finditer(self._text, start + 1, self._limit):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
            elif mark[0] == '"' and depth == 0:
                return mark.end()
            if not 0 <= depth <= _MAX_DEPTH:
                return None
        return None

    def _broken_value(self, start: int, name: str, what: str) -> int:
        if self._is_too_deep(start):
            raise _BrokenError(
                start,
                f"the braces of field '{name}' are nested too deeply",
                f"at most {_MAX_DEPTH} may stand inside each other",
            )
        raise _BrokenError(
            start,
            f"the {what} that opens field '{name}' is never closed",
            "each { needs its } and each quotation mark its second one",
        )

    def _is_too_deep(self, start: int) -> bool:
        depth = 0
        for brace in _BRACE.finditer(self._text, start, self._limit):
            depth += 1 if brace[0] == "{" else -1
            if depth > _MAX_DEPTH:
                return True
            if depth < 0:
                return False
        return False

    def _unclosed(self, who: str, fields: list[Field]) -> _BrokenError:
        at = fields[-1].offset if fields else self._start
        return _BrokenError(
            at, f"{who} is never closed", "end it with a brace, and count those of its last field"
        )

    def _no_field(self, position: int, who: str, fields: list[Field]) -> _BrokenError:
        if self._text[position] == "@":
            return self._unclosed(who, fields)
        return _BrokenError(
            position,
            f"{who} holds something that is no field",
            "a field is written like this: title = {The title},",
        )

    def _note(self, offset: int, message: str) -> None:
        self.flaws.append(Flaw(offset, message, None, fatal=False))

    def _after(self, pattern: re.Pattern[str], position: int) -> int:
        found = pattern.match(self._text, position, self._limit)
        return position if found is None else found.end()
