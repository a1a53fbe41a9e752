resource "azurerm_cdn_frontdoor_custom_domain" "this" {
  name                     = replace(var.domain, ".", "-")
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  dns_zone_id              = var.zone_id
  host_name                = var.domain

  tls {
    certificate_type = "ManagedCertificate"
    minimum_version  = "TLS12"
  }

  lifecycle {
    precondition {
      condition     = endswith(var.domain, ".${local.zone.name}")
      error_message = "${var.domain} is not in ${local.zone.name}: its record could not be written there."
    }
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "this" {
  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.this.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.this.id]
}

# That the domain is ours is proven by this.
resource "azurerm_dns_txt_record" "proof" {
  name                = "_dnsauth.${local.record}"
  zone_name           = local.zone.name
  resource_group_name = local.zone.resource_group
  ttl                 = 300
  tags                = local.tags

  record {
    value = azurerm_cdn_frontdoor_custom_domain.this.validation_token
  }
}

resource "azurerm_dns_cname_record" "domain" {
  name                = local.record
  zone_name           = local.zone.name
  resource_group_name = local.zone.resource_group
  ttl                 = 300
  record              = azurerm_cdn_frontdoor_endpoint.this.host_name
  tags                = local.tags

  depends_on = [azurerm_cdn_frontdoor_route.this]
}
