"""Which settings of which tool leave something out, and which demand something.

Keys have underscores here; some tools take both spellings.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Where each tool looks for its settings in files of sections, by the section's name.
SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tool.black": "black",
        "tool.isort": "isort",
        "isort": "isort",
        "tool:isort": "isort",
        "settings": "isort",
        "flake8": "flake8",
        "flake8:local-plugins": "flake8",
        "tool.mypy": "mypy",
        "mypy": "mypy",
        "tool.bandit": "bandit",
        "tool.pytest": "pytest",
        "tool.pytest.ini_options": "pytest",
        "tool:pytest": "pytest",
        "pytest": "pytest",
        "tool.coverage.run": "coverage",
        "tool.coverage.report": "coverage",
        "coverage:run": "coverage",
        "coverage:report": "coverage",
        "run": "coverage",
        "report": "coverage",
    }
)
# What follows the name is what the section is about: a module, a plugin.
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"mypy-": "mypy", "tool.bandit.": "bandit"}
)
LEAVES_OUT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "black": frozenset(("exclude", "extend_exclude", "force_exclude", "include")),
        "isort": frozenset(
            (
                *("skip", "extend_skip", "skip_glob", "extend_skip_glob"),
                *("skip_gitignore", "supported_extensions", "blocked_extensions"),
            )
        ),
        "flake8": frozenset(
            (
                *("exclude", "extend_exclude", "filename", "per_file_ignores"),
                *("ignore", "extend_ignore", "select", "extension", "paths"),
            )
        ),
        "mypy": frozenset(
            (
                *("exclude", "exclude_gitignore", "ignore_errors", "plugins"),
                *("disable_error_code", "follow_imports", "ignore_missing_imports"),
                *("always_true", "always_false", "untyped_calls_exclude"),
            )
        ),
        "bandit": frozenset(("exclude_dirs", "exclude", "skips", "tests")),
        "pytest": frozenset(
            (
                *("addopts", "testpaths", "norecursedirs", "python_files"),
                *("python_classes", "python_functions", "empty_parameter_set_mark"),
            )
        ),
        "coverage": frozenset(
            (
                *("omit", "include", "exclude_lines", "exclude_also"),
                *("partial_branches", "partial_also", "plugins"),
            )
        ),
    }
)
# What is stricter with it than without.
DEMANDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "flake8": frozenset(("extend_select", "enable_extensions")),
        "mypy": frozenset(
            (
                *("strict", "check_untyped_defs", "disallow_any_decorated"),
                *("disallow_any_explicit", "disallow_any_expr"),
                *("disallow_any_generics", "disallow_any_unimported"),
                *("disallow_incomplete_defs", "disallow_subclassing_any"),
                *("disallow_untyped_calls", "disallow_untyped_decorators"),
                *("disallow_untyped_defs", "enable_error_code", "extra_checks"),
                *("no_implicit_optional", "no_implicit_reexport"),
                *("strict_bytes", "strict_equality", "warn_redundant_casts"),
                *("warn_return_any", "warn_unreachable", "warn_unused_ignores"),
            )
        ),
        "pytest": frozenset(("xfail_strict", "filterwarnings", "strict")),
        "coverage": frozenset(("branch",)),
    }
)
# Numbers that demand less when they grow.
LIMITS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "black": frozenset(("line_length",)),
        "isort": frozenset(("line_length",)),
        "flake8": frozenset(("max_complexity", "max_doc_length", "max_line_length")),
    }
)
