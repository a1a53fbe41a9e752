"""What can go wrong on this machine.

LocalError
└── Missing
"""


class LocalError(Exception):
    """Something a person has to fix; the message names what and how."""


class Missing(LocalError):
    """A program is neither here nor to be had from Debian."""
