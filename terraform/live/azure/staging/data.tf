module "database" {
  source = "../../../modules/database/azure"

  name             = local.name
  environment      = local.environment
  location         = var.location
  resource_group   = local.resource_group
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
  vault_id         = module.kms.vault_id
}

module "redis" {
  source = "../../../modules/redis/azure"

  name             = local.name
  environment      = local.environment
  location         = var.location
  resource_group   = local.resource_group
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
  vault_id         = module.kms.vault_id
}
