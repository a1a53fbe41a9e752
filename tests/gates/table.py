"""Write docs/gates.md: every planted defect, every attempt to have a gate look away.

PYTHONPATH=pipeline/src .venv/bin/python -m tests.gates.table > docs/gates.md
"""

from collections.abc import Iterator
from typing import Final

from tests.gates.defects import DEFECTS, MISFITS
from tests.gates.fooling import FOOLING
from tests.gates.terraform_defects import TERRAFORM_DEFECTS
from tests.pipeline.contracts.mutants import MUTANTS
from tests.pipeline.gates.hostile import HOSTILE
from tests.pipeline.gates.switched_off import SWITCHED_OFF
from tests.pipeline.policy.loosened import LOOSENED

Row = tuple[str, str, str, str]

HEAD: Final = """# Gates

Every defect that is planted, and every attempt to have a gate look away: which gate \
has to see it, how, and which tests hold it to that. *red* is the gate and nothing \
else; *named* means that what is left out stands beside the counts of the leg, in the \
table, `verdict.json` and `summary.md`; *listed* by the gate `policy` is red with \
`protect`. Tests in `tests/gates` run on an engine, all others in milliseconds or in a \
process of their own.

Written by `PYTHONPATH=pipeline/src .venv/bin/python -m tests.gates.table > \
docs/gates.md`, and compared by a test. There are {number}.

| gate | defect or attempt | has to be | tested by |
| --- | --- | --- | --- |
"""


def rows() -> list[Row]:
    """Return all of them by gate."""
    return [*_planted(), *_fooling(), *_switched_off(), *_hostile(), *_contracts()] + [
        *_loosened()
    ]


def _planted() -> Iterator[Row]:
    for each in (*DEFECTS, *MISFITS, *TERRAFORM_DEFECTS):
        where = "terraform_defects" if each.gate == "terraform" else "defects"
        yield each.gate, each.name, f"red by {each.tool}", f"tests/gates/{where}.py"


def _fooling() -> Iterator[Row]:
    for each in FOOLING:
        parts = (("red", each.red), ("named", each.named))
        how = " and ".join(word for word, legs in parts if legs)
        yield each.gate, each.name, how, "tests/gates/fooling.py"


def _switched_off() -> Iterator[Row]:
    for each in SWITCHED_OFF:
        yield each.gate, each.name, "named", "tests/pipeline/gates/switched_off.py"


def _hostile() -> Iterator[Row]:
    for name in HOSTILE:
        said = f"a conftest or test that {name}"
        yield "test", said, "red by pytest", "tests/pipeline/gates/hostile.py"


def _contracts() -> Iterator[Row]:
    for each in MUTANTS:
        where = "tests/pipeline/contracts/mutants.py"
        yield "manifests", each.name, "red by contracts", where


def _loosened() -> Iterator[Row]:
    for each in LOOSENED:
        yield "policy", each.name, "listed", "tests/pipeline/policy/loosened.py"


def page() -> str:
    """Return the page."""
    lines = [f"| {' | '.join(map(_cell, row))} |\n" for row in rows()]
    return HEAD.format(number=len(lines)) + "".join(lines)


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    print(page(), end="")
