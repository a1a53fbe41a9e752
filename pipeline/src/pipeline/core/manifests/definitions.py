"""List the CRDs that manifests need, by the Go modules of their releases."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Extension:
    """A Go module whose *folder* defines the kinds of some API groups.

    The two digests pin the module and what it names as its needs. Where several
    modules share a group, *kinds* tells them apart.
    """

    name: str
    groups: tuple[str, ...]
    module: str
    version: str
    digest: str
    needs: str
    folder: str
    kinds: tuple[str, ...] = ()

    @property
    def pins(self) -> str:
        """Return what Go is to hold the module against: the lines of a go.sum."""
        named = f"{self.module} {self.version}"
        return f"{named} {self.digest}\n{named}/go.mod {self.needs}\n"

    @property
    def place(self) -> str:
        """Return where Go puts the definitions, in its own cache of modules."""
        return f"{self.module}@{self.version}/{self.folder}"

    @property
    def command(self) -> tuple[str, ...]:
        """Return how Go fetches the module."""
        return ("go", "mod", "download", f"{self.module}@{self.version}")

    def defines(self, manifests: str) -> bool:
        """Say whether manifests hold an object of one of its kinds."""
        groups = "|".join(re.escape(group) for group in self.groups)
        kinds = "|".join(self.kinds) or r"\w+"
        api, kind = rf"apiVersion: *[\"']?(?:{groups})/", rf"kind: *[\"']?(?:{kinds})\b"
        return all(re.search(rf"(?m)^\s*{each}", manifests) for each in (api, kind))


ARGO: Final = ("argoproj.io",)
EXTENSIONS: Final = (
    Extension(
        name="argo-cd",
        groups=ARGO,
        kinds=("Application", "ApplicationSet", "AppProject"),
        module="github.com/argoproj/argo-cd/v3",
        version="v3.2.6",
        digest="h1:nDCjBnHyxUf6JFuCKjuuXHS23LFj6/TjuO/APrS1ku4=",
        needs="h1:Wf349kOvhIwW1zo1kv82iGCwdOzBY6dp43yhvuCru54=",
        folder="manifests/crds",
    ),
    Extension(
        name="argo-rollouts",
        groups=ARGO,
        kinds=(
            *("Rollout", "AnalysisTemplate", "ClusterAnalysisTemplate"),
            *("AnalysisRun", "Experiment"),
        ),
        module="github.com/argoproj/argo-rollouts",
        version="v1.8.5",
        digest="h1:x+WjkwgjV89sc/QJ0c0cBrz5HAcriWCoQn6ptOxoElU=",
        needs="h1:/J99JlgiXreVVjJUIXTsguvubJRNBtYKAhIrx0UdaS8=",
        folder="manifests/crds",
    ),
    Extension(
        name="prometheus-operator",
        groups=("monitoring.coreos.com",),
        module="github.com/prometheus-operator/prometheus-operator",
        version="v0.85.0",
        digest="h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=",
        needs="h1:nsm9EUSfVNwcdq2v3aOkCYKMqE6dDZVCZ6aFJ1ABXm8=",
        folder="example/prometheus-operator-crd",
    ),
    Extension(
        name="gateway-api",
        groups=("gateway.networking.k8s.io",),
        module="sigs.k8s.io/gateway-api",
        version="v1.6.3",
        digest="h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=",
        needs="h1:FVfx3t389ybeXOqvDghLbdvJdSCfI/PReqCUI3lu3mY=",
        folder="config/crd/standard",
    ),
    Extension(
        name="istio",
        groups=(
            *("networking.istio.io", "security.istio.io", "telemetry.istio.io"),
            "extensions.istio.io",
        ),
        module="istio.io/api",
        version="v1.32.0",
        digest="h1:37mJvg9I0biYZAEQF+MATs4FNeCpXEIVO3LFpVb6iNM=",
        needs="h1:+brQWcBHoROuyA6fv8rbgg8Kfn0RCGuqoY0duCMuSLA=",
        folder="kubernetes",
    ),
    Extension(
        name="external-secrets",
        groups=("external-secrets.io", "generators.external-secrets.io"),
        module="github.com/external-secrets/external-secrets",
        version="v1.3.2",
        digest="h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=",
        needs="h1:STBSGhil7Bad98ln5IuJKgcqK+CTqx4UHvJkP6soD7w=",
        folder="config/crds/bases",
    ),
    Extension(
        name="kyverno",
        groups=("kyverno.io", "policies.kyverno.io"),
        module="github.com/kyverno/kyverno",
        version="v1.19.1",
        digest="h1:/MkgFii3/VlQfKR1JpC9tVwNNVNQTt2S4U6qCsafsTU=",
        needs="h1:j4oc847WUsfY16WBCgjYuVL/syUP8YTOZoR3AabOQ2E=",
        folder="config/crds",
    ),
)


def needed(manifests: Iterable[str]) -> tuple[Extension, ...]:
    """Return those whose kinds are there: each is a download of its own."""
    texts = list(manifests)
    return tuple(
        each for each in EXTENSIONS if any(each.defines(text) for text in texts)
    )
