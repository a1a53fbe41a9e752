"""Find among pytest's addopts those with which tests do not run."""

import shlex
from collections.abc import Iterator
from typing import Final

FLAGS: Final = (
    *("-x", "--exitfirst", "--lf", "--last-failed", "--sw", "--stepwise", "--co"),
    *("--collect-only", "--setup-only", "--setup-plan", "--no-cov", "--noconftest"),
    "--runxfail",
)
VALUED: Final = (
    *("-k", "-m", "-c", "--deselect", "--ignore", "--ignore-glob", "--maxfail"),
    *("--cov-config", "--config-file"),
)
SHORT: Final = ("-k", "-m", "-c")
BLOCKED: Final = "no:"
# It keeps what failed last, which no run of the pipeline sees again.
HARMLESS: Final = "no:cacheprovider"


def leaving_out(value: object) -> list[str]:
    """Return the options, with their values."""
    return list(_options(_words(value)))


def _words(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    try:
        return shlex.split(str(value))
    # pytest will not take it, either.
    except ValueError:
        return str(value).split()


def _options(words: list[str]) -> Iterator[str]:
    following = [*words[1:], ""]
    for word, after in zip(words, following, strict=True):
        name, equals, _ = word.partition("=")
        if name in FLAGS or equals and name in VALUED:
            yield word
        elif name in VALUED:
            yield f"{word} {after}"
        elif word.startswith(SHORT) and not word.startswith("--"):
            yield word
        elif word.startswith("-p"):
            plugin = word.removeprefix("-p") or after
            if plugin.startswith(BLOCKED) and plugin != HARMLESS:
                yield f"-p {plugin}"
