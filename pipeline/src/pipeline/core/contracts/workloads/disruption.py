"""Check that disruption budgets allow a drain, and select one workload."""

from collections.abc import Iterator

from pipeline.core.contracts.reading.objects import Breach, Thing
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.quantities import share
from pipeline.core.contracts.reading.world import Facts, Overlay
from pipeline.core.contracts.workloads.scaling import fewest


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find budgets that hold up every drain."""
    # Without any selector a budget protects nothing.
    budgets = [
        budget
        for budget in overlay.kind("PodDisruptionBudget")
        if budget.at("spec", "selector") is not None
    ]
    for budget in budgets:
        served = overlay.selected(budget.at("spec", "selector"), budget.namespace)
        if served:
            yield from _blocking(overlay, budget, served)
    for pods in overlay.pods:
        yield from _twice(overlay, pods, budgets)


def _blocking(overlay: Overlay, budget: Thing, served: list[Pods]) -> Iterator[Breach]:
    replicas = sum(fewest(overlay, pods.owner) for pods in served)
    keep, lose = budget.at("spec", "minAvailable"), budget.at("spec", "maxUnavailable")
    kept = share(keep, replicas)
    if kept is not None and kept >= replicas:
        said = (
            f"minAvailable {keep} of {replicas} pods lets none go: no node could be "
            "drained; keep fewer, or run more"
        )
        yield Breach("pdb-blocks-drain", said, budget, ("spec", "minAvailable"))
    if lose is not None and share(lose, replicas) == 0:
        said = f"maxUnavailable {lose} lets none go: no node could be drained"
        yield Breach("pdb-blocks-drain", said, budget, ("spec", "maxUnavailable"))


def _twice(overlay: Overlay, pods: Pods, budgets: list[Thing]) -> Iterator[Breach]:
    """An eviction is refused for a pod that two budgets protect."""
    mine = [
        budget
        for budget in budgets
        if pods in overlay.selected(budget.at("spec", "selector"), budget.namespace)
    ]
    for budget in mine[1:]:
        said = f"{mine[0].title} protects pods of {pods.owner.title}, too"
        yield Breach("pdb-twice", said, budget, ("spec", "selector"))
