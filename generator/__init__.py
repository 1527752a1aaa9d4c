"""Byline: a static site generator for researcher profiles."""

__version__ = "0.1.0"
