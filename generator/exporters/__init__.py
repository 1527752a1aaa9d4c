"""Records to text: bibliographies, citation styles, feeds, metadata for crawlers, JSON.

Every function is pure: model records in, text or small values out, the same on every machine.
"""
