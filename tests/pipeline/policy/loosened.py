"""Changes of a policy: those that loosen something, and those that do not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loosened:
    """A base's pyproject.toml, that of a change, and what is said of it."""

    name: str
    base: str
    change: str
    said: str = ""


PIPELINE = "[tool.pipeline]\n"
IGNORE = '{ id = "CVE-1", reason = "r", expires = %s }'


def _key(name: str, base: str, change: str, said: str = "") -> Loosened:
    """Return a change of one key of [tool.pipeline]."""
    table, _, _ = name.rpartition(".")
    head = f"[tool.pipeline.{table}]\n" if table else PIPELINE
    key = name.rpartition(".")[2]
    before, after = (f"{head}{key} = {it}\n" if it else "" for it in (base, change))
    return Loosened(f"{name}: {base} to {change}", before, after, said)


def _tool(name: str, base: str, change: str, said: str = "") -> Loosened:
    """Return a change of a setting of a tool."""
    return Loosened(name, base, change, said)


LOOSENED = (
    _key(
        "coverage.threshold",
        "95",
        "90",
        "coverage.threshold is 90; the base has 95",
    ),
    _key(
        "ship.max_evidence_age",
        "7",
        "",
        "ship.max_evidence_age is 0; the base has 7",
    ),
    _key("disabled", "", '["scan"]', "disabled has scan now"),
    _key("exclude", "", '["old"]', "exclude has old now"),
    _key(
        "coverage.threshold",
        "95",
        "",
        "coverage.threshold is 80; the base has 95",
    ),
    _key(
        "required",
        "",
        '["lint", "typecheck", "security", "test", "manifests", "terraform", "build",'
        ' "integration", "e2e"]',
        "required has no scan any more",
    ),
    _key(
        "security.severity",
        '"low"',
        '"high"',
        "security.severity is high; the base has low",
    ),
    _key(
        "security.confidence",
        "",
        '"high"',
        "security.confidence is high; the base has low",
    ),
    _key(
        "security.required",
        "",
        '["bandit"]',
        "security.required has no pip-audit any more",
    ),
    _key(
        "scan.ignore",
        "",
        f"[{IGNORE % '2031-01-01'}]",
        "scan.ignore has CVE-1 now, until 2031-01-01",
    ),
    _key(
        "scan.ignore",
        f"[{IGNORE % '2031-01-01'}]",
        f"[{IGNORE % '2032-01-01'}]",
        "scan.ignore has CVE-1 until 2032-01-01; the base 2031-01-01",
    ),
    _key(
        "scan.max_db_age",
        "7",
        "30",
        "scan.max_db_age is 30; the base has 7",
    ),
    _key(
        "scan.fixable_only",
        "false",
        "true",
        "scan.fixable_only is True; the base has False",
    ),
    _key(
        "manifests.required",
        "",
        '["kustomize", "schemas", "images", "contracts", "checkov", "trivy-config",'
        ' "actionlint"]',
        "manifests.required has no zizmor any more",
    ),
    _key(
        "integration.untranslated",
        "",
        '["read_only"]',
        "integration.untranslated has read_only now",
    ),
    _key(
        "integration.tests",
        '["a", "b"]',
        '["a"]',
        "integration.tests has no b any more",
    ),
    _key(
        "build.dockerfile",
        "",
        '"docker/Dockerfile"',
        "build.dockerfile is 'docker/Dockerfile'; the base has 'Dockerfile'",
    ),
    _key(
        "ship.approval",
        "",
        "[]",
        "ship.approval has no production any more",
    ),
    _tool(
        "Black leaves out more",
        "[tool.black]\nextend-exclude = 'a'\n",
        "[tool.black]\nextend-exclude = 'a|b'\n",
        "black's extend-exclude has a|b now",
    ),
    _tool(
        "Bandit skips one more",
        '[tool.bandit]\nskips = ["B1"]\n',
        '[tool.bandit]\nskips = ["B1", "B2"]\n',
        "bandit's skips has B2 now",
    ),
    _tool(
        "mypy is not strict any more",
        "[tool.mypy]\nstrict = true\n",
        "[tool.mypy]\n",
        "mypy's strict is not True any more",
    ),
    _tool(
        "mypy is not strict with a module",
        "[tool.mypy]\nstrict = true\n",
        "[tool.mypy]\nstrict = true\n[[tool.mypy.overrides]]\n"
        'module = "shop"\nignore_errors = true\n',
        "mypy's ignore_errors of shop has True now",
    ),
    _tool(
        "lines may be longer",
        "[tool.black]\nline-length = 88\n",
        "[tool.black]\nline-length = 200\n",
        "black's line-length is 200; the base has 88",
    ),
    _tool(
        "coverage measures no branches any more",
        "[tool.coverage.run]\nbranch = true\n",
        "",
        "coverage's branch is not True any more",
    ),
    _tool(
        "coverage omits a file",
        "",
        '[tool.coverage.run]\nomit = ["shop/a.py"]\n',
        "coverage's omit has shop/a.py now",
    ),
    _tool(
        "pytest deselects",
        "",
        '[tool.pytest.ini_options]\naddopts = "-k fast"\n',
        "pytest's addopts has -k fast now",
    ),
)
TIGHTENED = (
    _key("ship.max_evidence_age", "", "7"),
    _key("coverage.threshold", "90", "95"),
    _key("security.severity", '"high"', '"low"'),
    _key("protect", "", "true"),
    _key("scan.ignore", f"[{IGNORE % '2031-01-01'}]", ""),
    _key("scan.ignore", f"[{IGNORE % '2031-01-01'}]", f"[{IGNORE % '2030-01-01'}]"),
    _key("required", '["lint"]', ""),
    _tool(
        "Bandit skips less",
        '[tool.bandit]\nskips = ["B1", "B2"]\n',
        '[tool.bandit]\nskips = ["B2"]\n',
    ),
    _tool("lines are shorter", "[tool.black]\nline-length = 99\n", "[tool.black]\n"),
    _tool("strict", "", "[tool.mypy]\nstrict = true\n"),
    _tool("style", "", '[tool.isort]\nprofile = "black"\n'),
)
