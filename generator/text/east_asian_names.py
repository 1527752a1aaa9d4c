"""Names in Chinese, Japanese or Korean characters, alone or behind their romanised form."""

import re
from collections.abc import Callable
from typing import Final

from generator.values import PersonName

_HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_EAST_ASIAN: Final = re.compile(f"[{_HAN}\u3040-\u30ff\uac00-\ud7af]")
_EAST_ASIAN_NAME: Final = re.compile(f"[{_HAN}\u3040-\u30ff\uac00-\ud7af 　・·•]+\\Z")
_HAN_OR_HANGUL: Final = re.compile(f"(?:[{_HAN}]+|[\uac00-\ud7af]+)\\Z")
_NATIVE_TAIL: Final = re.compile(
    f"(?P<latin>[^{_HAN}\u3040-\u30ff\uac00-\ud7af]*[^\\s(（\\[{_HAN}\u3040-\u30ff\uac00-\ud7af])"
    f"[\\s(（\\[]*(?P<native>[{_HAN}\u3040-\u30ff\uac00-\ud7af 　・·]+)[)）\\]]?\\Z"
)
_TWO_CHARACTER_FAMILIES: Final = frozenset(
    """
    欧阳 歐陽 司马 司馬 上官 夏侯 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫
    宇文 司徒 司空 端木 百里 东郭 東郭 南宫 南宮 呼延 钟离 鍾離 独孤 獨孤 轩辕 軒轅 拓跋 澹台 澹臺
    남궁 황보 제갈 사공 선우 독고 서문
    """.split()
)


def is_east_asian(text: str) -> bool:
    """Tell whether a text has a Chinese, Japanese or Korean character."""
    return _EAST_ASIAN.search(text) is not None


def parse_east_asian_name(text: str, parse_latin: Callable[[str], PersonName]) -> PersonName:
    """Read a tidy name of which `is_east_asian` is true.

    Args:
        parse_latin: Reads the romanised form that may stand before the native one.
    """
    if _EAST_ASIAN_NAME.match(text):
        family, given = _split_native(text)
        return PersonName(text, given, family)
    tail = _NATIVE_TAIL.match(text)
    if tail is None:
        return PersonName(display=text)
    latin = parse_latin(tail["latin"].strip())
    native = tail["native"].strip()
    return PersonName(f"{latin.display} {native}", latin.given, latin.family, latin.particle, latin.suffix)


def _split_native(name: str) -> tuple[str, str]:
    """Return family and given name; ("", "") when nothing tells where one ends."""
    for middle_dot in "·・•":
        # The dot separates the parts of a foreign name, which is read given name first.
        if middle_dot in name:
            given, _, family = name.rpartition(middle_dot)
            return family.strip(), given.strip()
    words = name.split()
    if len(words) > 1:
        return words[0], " ".join(words[1:])
    if not _HAN_OR_HANGUL.match(name) or len(name) < 2 or len(name) > 4:
        return "", ""
    if len(name) > 2 and name[:2] in _TWO_CHARACTER_FAMILIES:
        return name[:2], name[2:]
    # Four characters without a known double surname are mostly Japanese, two and two.
    width = 2 if len(name) == 4 else 1
    return name[:width], name[width:]
