module "database" {
  source = "../../../modules/database/aws"

  name             = local.name
  environment      = local.environment
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
}

module "redis" {
  source = "../../../modules/redis/aws"

  name             = local.name
  environment      = local.environment
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
}
