"""Loads what `content/` holds: files to validated records, each with the place it came from."""
