locals {
  environment    = "staging"
  name           = "release-ledger-${local.environment}"
  resource_group = azurerm_resource_group.this.name
}

# All of the environment is in it. What apply may do ends at its bounds.
resource "azurerm_resource_group" "this" {
  name     = local.name
  location = var.location
  tags     = { environment = local.environment }

  lifecycle {
    prevent_destroy = true
  }
}

module "kms" {
  source = "../../../modules/kms/azure"

  name           = local.name
  environment    = local.environment
  location       = var.location
  resource_group = local.resource_group
  administrators = var.administrators
}

module "network" {
  source = "../../../modules/network/azure"

  name           = local.name
  environment    = local.environment
  location       = var.location
  resource_group = local.resource_group
  small          = var.small
  cidr           = var.cidr
  logs_id        = module.observability.logs_id
}

module "cluster" {
  source = "../../../modules/cluster/azure"

  name           = local.name
  environment    = local.environment
  location       = var.location
  resource_group = local.resource_group
  small          = var.small
  network_id     = module.network.network_id
  subnet_ids     = module.network.subnet_ids
  cluster_key_id = module.kms.cluster_key_id
  data_key_id    = module.kms.data_key_id
  administrators = var.administrators
  vault_id       = module.kms.vault_id
  logs_id        = module.observability.logs_id
}

module "observability" {
  source = "../../../modules/observability/azure"

  name           = local.name
  environment    = local.environment
  location       = var.location
  resource_group = local.resource_group
  small          = var.small
  data_key_id    = module.kms.data_key_id
  alarm_emails   = var.alarm_emails
}

module "identity" {
  source = "../../../modules/identity/azure"

  name            = local.name
  environment     = local.environment
  location        = var.location
  resource_group  = local.resource_group
  data_key_id     = module.kms.data_key_id
  identity_issuer = module.cluster.identity_issuer
  repository      = var.repository
  state_id        = var.state_id
  state_key_id    = var.state_key_id
  vault_id        = module.kms.vault_id

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

data "azurerm_user_assigned_identity" "prometheus" {
  name                = "${local.name}-prometheus"
  resource_group_name = local.resource_group

  depends_on = [module.identity]
}

# Prometheus of the cluster writes its metrics to the workspace, and reads none.
resource "azurerm_role_assignment" "prometheus" {
  scope                = module.observability.metrics_id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = data.azurerm_user_assigned_identity.prometheus.principal_id
  principal_type       = "ServicePrincipal"
}

# No registry: an image moves on to production by its digest, so that there is one registry
# for all environments, and it is in the subscription that the fewest may change.
