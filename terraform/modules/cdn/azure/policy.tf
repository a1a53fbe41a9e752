locals {
  # Told by the path itself: nothing else may change the answer.
  headers = {
    "Cross-Origin-Resource-Policy" = "cross-origin"
    "Referrer-Policy"              = "no-referrer"
    "Strict-Transport-Security"    = "max-age=31536000; includeSubDomains"
    "X-Content-Type-Options"       = "nosniff"
  }
}

resource "azurerm_cdn_frontdoor_rule" "headers" {
  name                      = "headers"
  cdn_frontdoor_rule_set_id = azurerm_cdn_frontdoor_rule_set.this.id
  order                     = 1
  behaviour_on_match        = "Continue"

  actions {
    dynamic "modify_response_header" {
      for_each = local.headers

      content {
        operator     = "Overwrite"
        header_name  = modify_response_header.key
        header_value = modify_response_header.value
      }
    }
  }

  depends_on = [azurerm_cdn_frontdoor_origin.this]
}

resource "azurerm_cdn_frontdoor_firewall_policy" "this" {
  name                = "${local.word}cdn"
  resource_group_name = var.resource_group
  sku_name            = azurerm_cdn_frontdoor_profile.this.sku_name
  mode                = "Prevention"
  enabled             = true
  tags                = local.tags

  # One reader wants a file once; who wants many at once wears the service out.
  custom_rule {
    name                           = "measure"
    type                           = "RateLimitRule"
    action                         = "Block"
    priority                       = 100
    enabled                        = true
    rate_limit_duration_in_minutes = 1
    rate_limit_threshold           = 600

    match_condition {
      match_variable = "RequestUri"
      operator       = "Contains"
      match_values   = ["/"]
    }
  }

  custom_rule {
    name     = "reading"
    type     = "MatchRule"
    action   = "Block"
    priority = 200
    enabled  = true

    match_condition {
      match_variable     = "RequestMethod"
      operator           = "Equal"
      negation_condition = true
      match_values       = ["GET", "HEAD"]
    }
  }
}

resource "azurerm_cdn_frontdoor_security_policy" "this" {
  name                     = "${local.word}cdn"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.this.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_custom_domain.this.id
        }
      }
    }
  }
}
