"""The least that a module can do: what is timed is all the rest."""

from dagger import function, object_type


@object_type
class Trivial:
    """Nothing but a function."""

    @function(cache="never")
    def nothing(self) -> str:
        """Return a word."""
        return "done"
