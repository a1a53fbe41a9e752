"""Make the rule files of a plain Prometheus out of the operator's PrometheusRules."""

from collections.abc import Mapping
from pathlib import Path

import yaml

RULES = Path(__file__).parent / "rules"
PLAIN = Path(__file__).parent / "prometheus" / "rules"
KIND = "PrometheusRule"
HEAD = "# Generated from monitoring/rules by `python3 -m monitoring rules`.\n"


class RuleError(ValueError):
    """A file that holds no rules in the form of the operator."""


class _Dumper(yaml.SafeDumper):
    """Keep expressions of many lines readable."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def plain(text: str, name: str = "rules") -> str:
    """Return the rule file that a PrometheusRule's spec is."""
    return HEAD + yaml.dump(
        dict(spec(text, name)), Dumper=_Dumper, sort_keys=False, width=1000
    )


def spec(text: str, name: str = "rules") -> Mapping[str, object]:
    """Return the groups of a PrometheusRule."""
    document = yaml.safe_load(text)
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise RuleError(
            f"could not read rules of '{name}': it is no {KIND};"
            " write one object a file"
        )
    found = document.get("spec")
    if not isinstance(found, dict) or not found.get("groups"):
        raise RuleError(
            f"could not read rules of '{name}': it has no groups; fill spec.groups"
        )
    return found


def files(folder: Path = RULES) -> dict[str, str]:
    """Return the rule files of a plain Prometheus, by name."""
    return {
        file.name: plain(file.read_text(), file.name)
        for file in sorted(folder.glob("*.yaml"))
        if file.name != "kustomization.yaml"
    }


def write(into: Path = PLAIN) -> None:
    """Write the rule files, and drop those of rules that are gone."""
    into.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for file in into.glob("*.yaml"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (into / name).write_text(text)
