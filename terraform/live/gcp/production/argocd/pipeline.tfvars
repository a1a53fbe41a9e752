# Only the gate reads this file: docs/terraform-gate.md.
manifests = "../../../../examples/argocd-bootstrap/definitions.yaml"
