"""Formatted citations as HTML: italics only, everything escaped.

Compact formatters of our own from the manuals' rules: a CSL processor takes 16 ms an entry, which
at 10,000 papers is minutes, and prints MLA's page ranges wrong.
"""

from generator.exporters.styles.formatting import STYLES, format_citation, format_citations

__all__ = ["STYLES", "format_citation", "format_citations"]
