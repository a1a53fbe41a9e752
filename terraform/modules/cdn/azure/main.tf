locals {
  tags = merge({ environment = var.environment, part = "cdn" }, var.tags)

  # Of all endpoints in Azure no two have the same name; rules have letters and digits only.
  hash = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)
  word = replace(var.name, "-", "")

  zone = {
    name           = split("/", var.zone_id)[8]
    resource_group = split("/", var.zone_id)[4]
  }
  record = trimsuffix(var.domain, ".${local.zone.name}")
}

data "azurerm_client_config" "current" {}

resource "azurerm_cdn_frontdoor_profile" "this" {
  name                     = "${var.name}-cdn"
  resource_group_name      = var.resource_group
  sku_name                 = "Standard_AzureFrontDoor"
  response_timeout_seconds = 30
  tags                     = local.tags

  # Readers' addresses stay out of the logs.
  log_scrubbing_rule {
    match_variable = "RequestIPAddress"
  }
}

resource "azurerm_cdn_frontdoor_endpoint" "this" {
  name                     = "${var.name}-${local.hash}"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  tags                     = local.tags
}

resource "azurerm_cdn_frontdoor_origin_group" "this" {
  name                     = "service"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  session_affinity_enabled = false

  load_balancing {
    sample_size                 = 4
    successful_samples_required = 3
  }
}

resource "azurerm_cdn_frontdoor_origin" "this" {
  name                           = "service"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.this.id
  host_name                      = var.origin
  origin_host_header             = var.origin
  https_port                     = 443
  certificate_name_check_enabled = true
  enabled                        = true
}

resource "azurerm_cdn_frontdoor_rule_set" "this" {
  name                     = "${local.word}headers"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
}

# The service says how long each file may be kept: a year, for its name changes with it.
resource "azurerm_cdn_frontdoor_route" "this" {
  name                          = "static"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.this.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.this.id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.this.id]
  cdn_frontdoor_rule_set_ids    = [azurerm_cdn_frontdoor_rule_set.this.id]

  cdn_frontdoor_custom_domain_ids = [azurerm_cdn_frontdoor_custom_domain.this.id]
  link_to_default_domain          = false

  # Other paths have no route, and are refused.
  patterns_to_match      = var.paths
  supported_protocols    = ["Http", "Https"]
  https_redirect_enabled = true
  forwarding_protocol    = "HttpsOnly"

  cache {
    query_string_caching_behavior = "IgnoreQueryString"
    compression_enabled           = true
    content_types_to_compress     = ["application/javascript", "application/json", "image/svg+xml", "text/css", "text/javascript", "text/plain"]
  }

  lifecycle {
    precondition {
      condition     = !endswith(var.origin, ".${var.domain}")
      error_message = "${var.origin} is below ${var.domain}: the CDN would ask itself."
    }
  }
}
