"""Check that service accounts exist, and mount no token without need."""

from collections.abc import Iterator

from pipeline.core.contracts.reading.objects import Breach, at, items, text
from pipeline.core.contracts.reading.pods import Pods
from pipeline.core.contracts.reading.world import Facts, Overlay


def check(overlay: Overlay, facts: Facts) -> Iterator[Breach]:
    """Find accounts that are missing, and tokens that lie about."""
    for pods in overlay.pods:
        name = text(pods.spec.get("serviceAccountName"))
        # The account that a namespace has without being asked is granted nothing.
        if not name or name == "default":
            continue
        account = overlay.one("ServiceAccount", name, pods.owner.namespace)
        if account is None:
            if f"ServiceAccount/{name}" not in facts.external:
                said = f"its pods run as ServiceAccount '{name}', which does not exist"
                path = pods.place("serviceAccountName")
                yield Breach("account-missing", said, pods.owner, path)
            continue
        mounted = pods.spec.get("automountServiceAccountToken")
        if mounted is None:
            mounted = account.at("automountServiceAccountToken")
        if mounted is not False and not _is_bound(overlay, pods, name):
            said = (
                "its pods carry a token of the cluster that nothing is granted to; "
                "set automountServiceAccountToken: false"
            )
            yield Breach("token-mounted", said, pods.owner, pods.place())


def _is_bound(overlay: Overlay, pods: Pods, name: str) -> bool:
    """Say whether the account may do something in the cluster."""
    for binding in overlay.kind("RoleBinding", "ClusterRoleBinding"):
        for subject in items(binding.at("subjects")):
            place = text(at(subject, "namespace")) or binding.namespace
            same = (at(subject, "kind"), at(subject, "name")) == (
                "ServiceAccount",
                name,
            )
            if same and place == pods.owner.namespace:
                return True
    return False
