"""Why Git did not do what an effect needs.

PipelineError
└── GitFailed     trying again would not help
    └── GitBusy       it may pass: worth another try
        ├── Rejected      the server did not take the commit
        └── Unknown       nobody said whether the server took it
"""

from pipeline.core.errors import PipelineError


class GitFailed(PipelineError):
    """Git cannot do it, until somebody mends what the message says."""


class GitBusy(GitFailed):
    """Something that may pass by itself."""


class Rejected(GitBusy):
    """The commit did not land: somebody else's came first."""


class Unknown(GitBusy):
    """The answer to a push was lost: the commit landed or it did not."""
