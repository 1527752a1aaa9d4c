"""Text to raw records: YAML with marks, front matter, BibTeX, CSL-JSON and RIS.

Nothing here knows what a paper is. A parser never raises on any text: what it cannot read becomes
a `Diagnostic`, and the other records of the file live on.
"""
