# A root of its own: it is applied once, from where the cluster's endpoint can be reached,
# by a person whom the cluster lets in. The pipeline, which plans all else, may not.
# aws eks update-kubeconfig --name CLUSTER --alias CLUSTER
provider "kubernetes" {
  config_path    = "~/.kube/config"
  config_context = local.cluster
}

provider "helm" {
  kubernetes = {
    config_path    = "~/.kube/config"
    config_context = local.cluster
  }
}
