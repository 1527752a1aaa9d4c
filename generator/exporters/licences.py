"""Addresses of licences that people name by their short names."""

import re

from generator.exporters.addresses import is_web
from generator.exporters.plain import tidy

_CREATIVE_COMMONS = re.compile(
    r"(?:CC[\s-]*)?(BY(?:[\s-]*(?:NC|SA|ND))*)[\s-]*([1-4]\.0)?(?:[\s-]*INT(?:ERNATIONAL|L)?\.?)?",
    re.IGNORECASE,
)
_PUBLIC_DOMAIN = re.compile(r"CC[\s-]*0(?:[\s-]*1\.0)?", re.IGNORECASE)
_SPDX = {
    name.lower(): name
    for name in (
        "AGPL-3.0-only",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "GPL-2.0-only",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MPL-2.0",
        "ODbL-1.0",
        "PDDL-1.0",
        "Unlicense",
    )
}


def licence_url(licence: str) -> str:
    """Return the address of a licence that is written as a URL or a known short name, else ""."""
    text = tidy(licence)
    if is_web(text):
        return text
    if _PUBLIC_DOMAIN.fullmatch(text):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := _CREATIVE_COMMONS.fullmatch(text):
        terms = "-".join(match[1].lower().replace("-", " ").split())
        # Without a version, the one that is current since 2013.
        return f"https://creativecommons.org/licenses/{terms}/{match[2] or '4.0'}/"
    spdx = _SPDX.get(text.lower().replace(" ", "-"))
    return f"https://spdx.org/licenses/{spdx}.html" if spdx else ""
