"""Text as people write it: names, dates, identifiers' words, TeX math and Markdown."""
