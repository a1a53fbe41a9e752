module "dns" {
  source = "../../../modules/dns/aws"

  name                    = local.name
  environment             = local.environment
  zone                    = var.domain
  certificate_authorities = ["amazon.com", "letsencrypt.org"]
}

module "cdn" {
  source = "../../../modules/cdn/aws"

  name        = local.name
  environment = local.environment
  small       = var.small
  domain      = "static.${var.domain}"
  origin      = var.domain
  zone_id     = module.dns.zone_id
}
