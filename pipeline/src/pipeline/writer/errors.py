"""Why Git did not do what an effect needs.

PipelineError
└── GitFailed     trying again would not help
    ├── Forbidden     the server does not want the commit, unless others were first
    └── GitBusy       it may pass: worth another try
        ├── Rejected      the commit was not sent, for the tip has moved
        └── Unknown       nobody can say whether the server took it
            └── Raced         it says that others were first, at least by now
"""

from pipeline.core.errors import PipelineError


class GitFailed(PipelineError):
    """Git cannot do it, until somebody fixes what the message says."""


class Forbidden(GitFailed):
    """The server turned the commit away, in words that are its own."""


class GitBusy(GitFailed):
    """Something that may pass by itself."""


class Rejected(GitBusy):
    """The commit was not even sent: somebody else's came first."""


class Unknown(GitBusy):
    """The answer to a push was lost, or may be that to another try."""


class Raced(Unknown):
    """The server rejected it, perhaps because it had taken the same push before."""
