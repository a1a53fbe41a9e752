"""Why Git did not do what an effect needs.

PipelineError
└── GitFailed     trying again would not help
    └── GitBusy       it may pass: worth another try
        ├── Rejected      the commit was not sent, for the tip has moved
        └── Unknown       nobody can say whether the server took it
"""

from pipeline.core.errors import PipelineError


class GitFailed(PipelineError):
    """Git cannot do it, until somebody mends what the message says."""


class GitBusy(GitFailed):
    """Something that may pass by itself."""


class Rejected(GitBusy):
    """The commit was not even sent: somebody else's came first."""


class Unknown(GitBusy):
    """The answer to a push was lost, or may be that to another try."""
