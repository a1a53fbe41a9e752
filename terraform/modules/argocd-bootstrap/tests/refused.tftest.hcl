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

run "refuses_two_truths" {
  command = plan

  variables {
    repository = "https://git.example/other.git"
  }

  expect_failures = [helm_release.root]
}

run "refuses_manifests_of_something_else" {
  command = plan

  variables {
    manifests = "kind: ConfigMap"
  }

  expect_failures = [var.manifests]
}

run "refuses_a_handover_without_project" {
  command = plan

  variables {
    handover = "kind: Application"
  }

  expect_failures = [var.handover]
}

run "refuses_a_part_that_has_no_set" {
  command = plan

  variables {
    platform = ["istio"]
  }

  expect_failures = [var.platform]
}

run "refuses_wrong_names" {
  command = plan

  variables {
    repository   = "git.example/release-ledger"
    revision     = "-main"
    environments = ["Production"]
  }

  expect_failures = [var.repository, var.revision, var.environments]
}
