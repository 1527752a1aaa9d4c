"""One build, from the sources to the published site."""

from generator.pipeline.build import Built, Clock, Examined, Progress, Request, build, examine, measured

__all__ = ["Built", "Clock", "Examined", "Progress", "Request", "build", "examine", "measured"]
