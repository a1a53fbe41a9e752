"""What can go wrong with the engine.

EngineError
"""


class EngineError(Exception):
    """Something a person has to fix; the message says what and how."""
