"""What the charts become, as `helm template` made it of them with our values.

Written down for exactly these versions: another one has to be looked at again.
"""

from tests.argocd.manifests import Kind

CHARTS: dict[tuple[str, str], set[Kind]] = {
    ("argo-rollouts", "2.40.7"): {
        ("", "ConfigMap"),
        ("", "Service"),
        ("", "ServiceAccount"),
        ("apiextensions.k8s.io", "CustomResourceDefinition"),
        ("apps", "Deployment"),
        ("policy", "PodDisruptionBudget"),
        ("rbac.authorization.k8s.io", "ClusterRole"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    },
    ("metrics-server", "3.13.1"): {
        ("", "Service"),
        ("", "ServiceAccount"),
        ("apiregistration.k8s.io", "APIService"),
        ("apps", "Deployment"),
        ("policy", "PodDisruptionBudget"),
        ("rbac.authorization.k8s.io", "ClusterRole"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        ("rbac.authorization.k8s.io", "RoleBinding"),
    },
}
