"""The live preview: watches the sources, rebuilds what changed, and tells the browser."""

from generator.serve.server import Reporter, Settings, serve

__all__ = ["Reporter", "Settings", "serve"]
