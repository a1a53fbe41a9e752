module "dns" {
  source = "../../../modules/dns/azure"

  name                    = local.name
  environment             = local.environment
  resource_group          = local.resource_group
  zone                    = var.domain
  certificate_authorities = ["digicert.com", "letsencrypt.org"]
}

module "cdn" {
  source = "../../../modules/cdn/azure"

  name           = local.name
  environment    = local.environment
  location       = var.location
  resource_group = local.resource_group
  small          = var.small
  domain         = "static.${var.domain}"
  origin         = var.domain
  zone_id        = module.dns.zone_id
}
