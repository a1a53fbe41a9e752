locals {
  environment = "production"
  name        = "release-ledger-${local.environment}"
  partition   = data.aws_partition.current.partition
}

data "aws_partition" "current" {}

module "kms" {
  source = "../../../modules/kms/aws"

  name           = local.name
  environment    = local.environment
  administrators = var.administrators
}

module "network" {
  source = "../../../modules/network/aws"

  name        = local.name
  environment = local.environment
  small       = var.small
  cidr        = var.cidr
  data_key_id = module.kms.data_key_id
}

module "cluster" {
  source = "../../../modules/cluster/aws"

  name           = local.name
  environment    = local.environment
  small          = var.small
  network_id     = module.network.network_id
  subnet_ids     = module.network.subnet_ids
  cluster_key_id = module.kms.cluster_key_id
  data_key_id    = module.kms.data_key_id
  administrators = var.administrators
}

module "observability" {
  source = "../../../modules/observability/aws"

  name         = local.name
  environment  = local.environment
  small        = var.small
  data_key_id  = module.kms.data_key_id
  alarm_emails = var.alarm_emails
}

module "identity" {
  source = "../../../modules/identity/aws"

  name            = local.name
  environment     = local.environment
  data_key_id     = module.kms.data_key_id
  identity_issuer = module.cluster.identity_issuer
  repository      = var.repository
  state_id        = "arn:${local.partition}:s3:::${local.name}-state-${var.account}"
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

module "registry" {
  source = "../../../modules/registry/aws"

  name        = local.name
  environment = local.environment
  data_key_id = module.kms.data_key_id
  readers     = concat([module.cluster.node_identity], var.registry_readers)
  writers     = [module.identity.publish_identity]
}
