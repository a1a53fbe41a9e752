locals {
  cluster = "release-ledger-staging"
  argocd  = "${path.module}/../../../../../argocd"
}

module "argocd" {
  source = "../../../../modules/argocd-bootstrap"

  manifests    = file(var.manifests)
  handover     = join("\n---\n", [for each in ["appproject-platform", "root/application"] : file("${local.argocd}/${each}.yaml")])
  repository   = var.repository
  environments = var.environments

  # The cloud brings metrics-server.
  platform = ["argo-rollouts", "monitoring", "policies"]
}
