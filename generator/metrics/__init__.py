"""Measuring: indicators of people and papers, each value with where it comes from."""

from generator.metrics.stage import Memories, measure

__all__ = ["Memories", "measure"]
