"""Errors of a pipeline that could not run, as opposed to a red verdict.

PipelineError
├── ConfigError      [tool.pipeline] says something impossible
├── ProjectError     the repository lacks what a stage needs
├── DatabaseError    a database that was given is none
├── ToolOutputError  a tool ran, but what it said cannot be understood
├── PartError        a part of a run that was spread cannot be used
├── RegistryError    a registry or what signs images refused or does not answer
└── Refused          an effect would do what must not be done: nothing was changed
"""


class PipelineError(Exception):
    """The pipeline itself could not run."""


class ConfigError(PipelineError):
    """The configuration cannot be used; every problem is listed."""


class ProjectError(PipelineError):
    """The repository is not one that the pipeline can run on."""


class DatabaseError(PipelineError):
    """What was given as a database cannot be used as one."""


class ToolOutputError(PipelineError):
    """A tool's output cannot be understood, so it is no verdict."""


class PartError(PipelineError):
    """What an engine reported cannot be put together with the rest."""


class RegistryError(PipelineError):
    """An image could not be looked at, pushed or signed."""


class Refused(PipelineError):
    """An effect was not carried out; nothing has changed."""
