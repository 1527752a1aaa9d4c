"""One build, from the sources to the published site."""

from generator.pipeline.build import Built, build, measured
from generator.pipeline.examining import Examined, examine
from generator.pipeline.request import Clock, Progress, Request

__all__ = ["Built", "Clock", "Examined", "Progress", "Request", "build", "examine", "measured"]
