# A root of its own: it is applied once, from where the cluster's endpoint can be reached,
# by a person whom the cluster lets in. The pipeline, which plans all else, may not.
# az aks get-credentials --resource-group release-ledger-staging --name release-ledger-staging, then kubelogin convert-kubeconfig
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
