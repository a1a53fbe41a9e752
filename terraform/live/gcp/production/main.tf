locals {
  environment = "production"
  name        = "release-ledger-${local.environment}"
}

module "kms" {
  source = "../../../modules/kms/gcp"

  name           = local.name
  environment    = local.environment
  location       = var.location
  project        = var.project
  administrators = var.administrators
}

module "network" {
  source = "../../../modules/network/gcp"

  name        = local.name
  environment = local.environment
  location    = var.location
  project     = var.project
  small       = var.small
  cidr        = var.cidr
}

module "cluster" {
  source = "../../../modules/cluster/gcp"

  name           = local.name
  environment    = local.environment
  location       = var.location
  project        = var.project
  small          = var.small
  network_id     = module.network.network_id
  subnet_ids     = module.network.subnet_ids
  pod_range      = module.network.pod_range
  service_range  = module.network.service_range
  cluster_key_id = module.kms.cluster_key_id
  data_key_id    = module.kms.data_key_id
  administrators = var.administrators
}

module "observability" {
  source = "../../../modules/observability/gcp"

  name         = local.name
  environment  = local.environment
  location     = var.location
  project      = var.project
  small        = var.small
  data_key_id  = module.kms.data_key_id
  alarm_emails = var.alarm_emails
}

module "identity" {
  source = "../../../modules/identity/gcp"

  name            = local.name
  environment     = local.environment
  location        = var.location
  project         = var.project
  data_key_id     = module.kms.data_key_id
  identity_issuer = module.cluster.identity_issuer
  repository      = var.repository
  state_id        = var.state_id
  state_key_id    = var.state_key_id

  workloads = {
    release-ledger = {
      namespace = local.name
      account   = "release-ledger-secrets"
      # The last one holds hashes of tokens, which people make: docs/secrets.md.
      secrets = [module.database.secret, module.redis.secret, "release-ledger"]
    }
    prometheus = {
      namespace = "monitoring"
      account   = "prometheus"
      secrets   = []
    }
  }
}

data "google_project" "this" {
  project_id = var.project
}

# Prometheus of the cluster writes its metrics to Google's, and reads none.
resource "google_project_iam_member" "prometheus" {
  project = var.project
  role    = "roles/monitoring.metricWriter"
  member = join("/", [
    "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global",
    "workloadIdentityPools/${module.cluster.identity_issuer}/subject/ns/monitoring/sa/prometheus",
  ])
}

module "registry" {
  source = "../../../modules/registry/gcp"

  name        = local.name
  environment = local.environment
  location    = var.location
  project     = var.project
  data_key_id = module.kms.data_key_id
  readers     = concat([module.cluster.node_identity], var.registry_readers)
  writers     = [module.identity.publish_identity]
}
