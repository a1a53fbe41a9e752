locals {
  namespace = "argocd"
  cluster   = "in-cluster"

  # The namespace holds the release's own record, so that it has to be there before.
  manifests = join("\n---\n", [
    for each in split("\n---\n", trimspace(var.manifests)) : each
    if !can(regex("(?m)^kind: Namespace$", each))
  ])

  # Names that the sets in argocd/ select by and read.
  labels = merge(
    { "argocd.argoproj.io/secret-type" = "cluster" },
    { for each in var.environments : "release-ledger/${each}" => "true" },
    { for each in var.platform : "platform/${each}" => "true" },
  )
  annotations = {
    release_ledger_repository = var.repository
    release_ledger_revision   = var.revision
  }

  root = one([
    for each in split("\n---\n", var.handover) : yamldecode(each)
    if yamldecode(each).kind == "Application"
  ])
}

resource "kubernetes_namespace_v1" "argocd" {
  metadata {
    name   = local.namespace
    labels = { "pod-security.kubernetes.io/enforce" = "restricted" }
  }

  lifecycle {
    # Argo CD has it among its own manifests, and keeps it from here on.
    ignore_changes = [metadata[0].labels, metadata[0].annotations]
  }
}

resource "helm_release" "argocd" {
  name      = "argocd"
  namespace = kubernetes_namespace_v1.argocd.metadata[0].name
  chart     = "${path.module}/chart"

  # No secret, but 25,000 lines that would hide all else in a plan.
  values = [sensitive(yamlencode({ manifests = local.manifests }))]

  # A first start pulls images on new nodes.
  timeout = 900
  wait    = true

  lifecycle {
    # Argo CD keeps itself from Git: what Terraform knows is how it began.
    ignore_changes = [values, chart, version]
  }
}

resource "kubernetes_secret_v1" "cluster" {
  metadata {
    name        = "cluster-${local.cluster}"
    namespace   = kubernetes_namespace_v1.argocd.metadata[0].name
    labels      = local.labels
    annotations = local.annotations
  }

  # Nothing secret: in its own cluster Argo CD signs in by its service account.
  data = {
    name   = local.cluster
    server = "https://kubernetes.default.svc"
    config = jsonencode({ tlsClientConfig = { insecure = false } })
  }
}

# A release of its own: Helm asks for all kinds before it makes the first object, and
# those of Argo CD are known once it is installed.
resource "helm_release" "root" {
  name      = "root"
  namespace = helm_release.argocd.namespace
  chart     = "${path.module}/chart"
  values    = [yamlencode({ manifests = var.handover })]

  depends_on = [kubernetes_secret_v1.cluster]

  lifecycle {
    ignore_changes = [values, chart, version]

    precondition {
      condition = (
        local.root.spec.source.repoURL == var.repository &&
        local.root.spec.source.targetRevision == var.revision
      )
      error_message = "could not hand over to '${var.repository}' at '${var.revision}': the root application follows '${local.root.spec.source.repoURL}' at '${local.root.spec.source.targetRevision}'; write the same into argocd/root/application.yaml"
    }
  }
}
