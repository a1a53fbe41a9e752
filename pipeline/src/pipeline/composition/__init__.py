"""Run a compose file as Dagger services, for a suite."""

from pipeline.composition.composed import Composed, running
from pipeline.composition.errors import NotRunning

__all__ = ["Composed", "NotRunning", "running"]
