"""Why a run could not be spread."""


class SpreadError(Exception):
    """One message for people, with the way out."""
