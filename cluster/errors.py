"""The errors that the cluster ends with."""

from engine.errors import EngineError


class ClusterError(EngineError):
    """A message for the person who typed the command: what failed, and what to do."""
