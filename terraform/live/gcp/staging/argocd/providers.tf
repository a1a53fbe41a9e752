# A root of its own: it is applied once, from where the cluster's endpoint can be reached,
# by a person whom the cluster lets in. The pipeline, which plans all else, may not.
# gcloud container clusters get-credentials release-ledger-staging --location LOCATION --project PROJECT
provider "kubernetes" {
  config_path    = "~/.kube/config"
  config_context = "gke_${var.project}_${var.location}_${local.cluster}"
}

provider "helm" {
  kubernetes = {
    config_path    = "~/.kube/config"
    config_context = "gke_${var.project}_${var.location}_${local.cluster}"
  }
}
