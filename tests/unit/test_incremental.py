"""Fingerprints and caches."""

import os
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.incremental import Cache, encode, fingerprint
from generator.values import PartialDate

LONG_AGO = 10**18


class TestFingerprint:
    def test_it_is_32_hexadecimal_digits(self):
        assert len(fingerprint("a", b"b")) == 32
        assert int(fingerprint(), 16) >= 0

    @given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
    def test_it_differs_when_any_part_or_the_division_differs(self, one, other):
        same = [(type(x), x) for x in one] == [(type(x), x) for x in other]
        assert (fingerprint(*one) == fingerprint(*other)) == same

    def test_parts_are_not_run_together(self):
        assert len({fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("abc")}) == 3

    def test_text_that_is_not_valid_unicode_has_one_too(self):
        assert fingerprint("\ud800") != fingerprint("\ud801")


class Status(Enum):
    DRAFT = "draft"


Slug = NewType("Slug", str)


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    date: PartialDate | None = None
    html: object = ""
    counts: tuple[tuple[str, int], ...] = ()
    status: Status = Status.DRAFT
    slug: Slug = Slug("x")
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    cards: tuple[Card, ...]
    texts: object = None


@dataclass(frozen=True, slots=True)
class Tagged:
    card: Card
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Nested:
    tagged: tuple[Tagged, ...] | None


class TestEncode:
    def test_equal_views_are_equal_bytes_and_others_are_not(self):
        view = Page((Card("a", PartialDate(2026, 4), Markup("<b>x</b>"), (("n", 1),)),))
        same = Page((Card("a", PartialDate(2026, 4), Markup("<b>x</b>"), (("n", 1),)),))
        other = Page((Card("a", PartialDate(2026, 5), Markup("<b>x</b>"), (("n", 1),)),))
        assert encode(view) == encode(same) != encode(other)

    def test_the_order_of_a_mapping_counts_since_a_template_may_show_it(self):
        one = Page((), MappingProxyType({"a": 1, "b": 2}))
        other = Page((), MappingProxyType({"b": 2, "a": 1}))
        assert encode(one) != encode(other)

    @pytest.mark.parametrize("view", [Tagged(Card("a")), Nested(None), {"a"}, frozenset("a")])
    def test_a_set_is_refused_wherever_a_class_declares_it(self, view):
        with pytest.raises(TypeError, match="set"):
            encode(view)

    def test_the_refusal_names_the_field(self):
        with pytest.raises(TypeError, match=r"Tagged\.tags"):
            encode(Nested(None))

    def test_anything_without_a_text_of_its_own_is_refused(self):
        with pytest.raises(TypeError):
            encode(Page((), lambda: None))


class TestCache:
    def test_what_was_saved_is_found_again(self, tmp_path):
        cache = Cache(tmp_path / ".byline", "html", "stamp")
        assert cache.get("key") is None
        cache.put("key", b"\x00bytes")
        assert cache.get("key") == b"\x00bytes"
        assert cache.save()
        assert Cache(tmp_path / ".byline", "html", "stamp").get("key") == b"\x00bytes"
        assert (tmp_path / ".byline/.gitignore").read_text(encoding="ascii") == "*\n"

    def test_another_stamp_finds_nothing(self, tmp_path):
        cache = Cache(tmp_path, "html", "one")
        cache.put("key", b"value")
        cache.save()
        assert len(Cache(tmp_path, "html", "two")) == 0

    def test_caches_of_two_names_do_not_mix(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("key", b"value")
        cache.save()
        assert len(Cache(tmp_path, "records", "stamp")) == 0

    def test_any_damage_is_noticed_and_counts_as_empty(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("key", b"value")
        cache.save()
        file = tmp_path / "html.cache"
        whole = file.read_bytes()
        for damaged in (
            *(whole[:length] for length in range(len(whole))),
            *(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(len(whole))),
            whole + b"x",
        ):
            file.write_bytes(damaged)
            assert len(Cache(tmp_path, "html", "stamp")) == 0

    def test_what_is_no_longer_asked_for_is_forgotten(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("old", b"1")
        cache.put("kept", b"2")
        cache.save()
        cache = Cache(tmp_path, "html", "stamp")
        cache.get("kept")
        cache.save()
        assert len(Cache(tmp_path, "html", "stamp")) == 1

    def test_work_on_a_part_of_the_site_forgets_nothing(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("old", b"1")
        cache.save()
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("new", b"2")
        cache.save(keep_unused=True)
        assert len(Cache(tmp_path, "html", "stamp")) == 2

    def test_a_dropped_key_is_gone(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("key", b"1")
        cache.save()
        cache.drop("key")
        cache.drop("never")
        cache.save()
        assert len(Cache(tmp_path, "html", "stamp")) == 0

    def test_nothing_new_is_not_written(self, tmp_path):
        cache = Cache(tmp_path, "html", "stamp")
        cache.put("key", b"1")
        cache.save()
        before = (tmp_path / "html.cache").stat().st_ino
        cache = Cache(tmp_path, "html", "stamp")
        cache.get("key")
        cache.put("key", b"1")
        assert cache.save()
        assert (tmp_path / "html.cache").stat().st_ino == before

    def test_a_site_that_cannot_be_written_builds_without_a_cache(self, tmp_path):
        (tmp_path / "file").write_bytes(b"")
        cache = Cache(tmp_path / "file", "html", "stamp")
        cache.put("key", b"1")
        assert cache.save() is False
        assert cache.get("key") == b"1"

    def test_nothing_else_is_left_in_the_folder(self, tmp_path):
        for value in (b"1", b"2"):
            cache = Cache(tmp_path, "html", "stamp")
            cache.put("key", value)
            cache.save()
        assert {p.name for p in tmp_path.iterdir()} == {"html.cache", ".gitignore"}

    def test_the_file_does_not_depend_on_the_process(self, tmp_path):
        script = (
            "import sys; from pathlib import Path; from generator.incremental import *\n"
            "cache = Cache(Path(sys.argv[1]), 'html', 'stamp')\n"
            "for word in ('a', 'b', 'c'): cache.put(word, word.encode())\n"
            "cache.save()\n"
        )
        found = []
        for seed in ("0", "1"):
            subprocess.run(
                [sys.executable, "-c", script, tmp_path / seed],
                check=True,
                env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            found.append((tmp_path / seed / "html.cache").read_bytes())
        assert found[0] == found[1]
