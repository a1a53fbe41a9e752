mock_provider "helm" {}
mock_provider "kubernetes" {}

variables {
  repository   = "https://git.example/release-ledger.git"
  environments = ["staging"]

  manifests = <<-EOT
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: applications.argoproj.io
    ---
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: applicationsets.argoproj.io
    ---
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: appprojects.argoproj.io
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: argocd
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: argocd-cm
    data:
      template: "{{ .app.metadata.name }}"
  EOT

  handover = <<-EOT
    apiVersion: argoproj.io/v1alpha1
    kind: AppProject
    metadata: {name: platform, namespace: argocd}
    ---
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: root, namespace: argocd}
    spec:
      project: platform
      source: {repoURL: https://git.example/release-ledger.git, targetRevision: main, path: argocd}
  EOT
}

run "tells_argocd_what_the_cluster_is" {
  command = plan

  assert {
    condition = kubernetes_secret_v1.cluster.metadata[0].labels == tomap({
      "argocd.argoproj.io/secret-type" = "cluster"
      "release-ledger/staging"         = "true"
      "platform/argo-rollouts"         = "true"
      "platform/metrics-server"        = "true"
      "platform/monitoring"            = "true"
      "platform/policies"              = "true"
    })
    error_message = "Labels are not those of the environments and parts."
  }

  assert {
    condition = kubernetes_secret_v1.cluster.metadata[0].annotations == tomap({
      release_ledger_repository = "https://git.example/release-ledger.git"
      release_ledger_revision   = "main"
    })
    error_message = "Annotations are not what the sets read."
  }
}

run "leaves_out_what_the_cloud_brings" {
  command = plan

  variables {
    platform = ["monitoring"]
  }

  assert {
    condition     = !contains(keys(kubernetes_secret_v1.cluster.metadata[0].labels), "platform/metrics-server")
    error_message = "A label says that metrics-server is wanted."
  }
}

run "installs_all_but_the_namespace" {
  command = plan

  assert {
    condition = [
      for each in split("\n---\n", yamldecode(helm_release.argocd.values[0]).manifests) : yamldecode(each).kind
    ] == ["CustomResourceDefinition", "CustomResourceDefinition", "CustomResourceDefinition", "ConfigMap"]
    error_message = "The release has other objects than those that it was given."
  }
}

run "hands_over" {
  command = apply

  assert {
    condition     = output.root_application == "root" && output.namespace == "argocd" && output.cluster_secret == "cluster-in-cluster"
    error_message = "Outputs do not name what was made."
  }
}

run "leaves_argocd_to_itself" {
  command = plan

  variables {
    manifests = <<-EOT
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: applications.argoproj.io
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: applicationsets.argoproj.io
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: appprojects.argoproj.io
    EOT
  }

  assert {
    condition     = strcontains(helm_release.argocd.values[0], "argocd-cm")
    error_message = "A newer manifest would be installed over what Argo CD has made of itself."
  }
}
