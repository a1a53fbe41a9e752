module "database" {
  source = "../../../modules/database/gcp"

  name             = local.name
  environment      = local.environment
  location         = var.location
  project          = var.project
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
}

module "redis" {
  source = "../../../modules/redis/gcp"

  name             = local.name
  environment      = local.environment
  location         = var.location
  project          = var.project
  small            = var.small
  network_id       = module.network.network_id
  subnet_ids       = module.network.data_subnet_ids
  allowed_networks = module.network.client_networks
  data_key_id      = module.kms.data_key_id
}
