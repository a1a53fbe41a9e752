module "dns" {
  source = "../../../modules/dns/gcp"

  name                    = local.name
  environment             = local.environment
  project                 = var.project
  zone                    = var.domain
  certificate_authorities = ["pki.goog", "letsencrypt.org"]
}

module "cdn" {
  source = "../../../modules/cdn/gcp"

  name        = local.name
  environment = local.environment
  location    = var.location
  project     = var.project
  small       = var.small
  domain      = "static.${var.domain}"
  origin      = var.domain
  zone_id     = module.dns.zone_id
}
