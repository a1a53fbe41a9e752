mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_resource "azurerm_cdn_frontdoor_endpoint" {
    defaults = {
      host_name = "ledger-abc.z01.azurefd.net"
    }
  }

  mock_resource "azurerm_cdn_frontdoor_custom_domain" {
    defaults = {
      validation_token = "token"
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  domain         = "static.staging.ledger.example"
  origin         = "staging.ledger.example"
  zone_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/dnsZones/staging.ledger.example"
}

run "passes_on_named_paths_only" {
  command = plan

  assert {
    condition     = azurerm_cdn_frontdoor_route.this.patterns_to_match == tolist(["/static/*"]) && !azurerm_cdn_frontdoor_route.this.link_to_default_domain
    error_message = "Other paths, or another name, are passed on."
  }

  assert {
    condition     = one([for each in azurerm_cdn_frontdoor_firewall_policy.this.custom_rule : each.match_condition[0].match_values if each.name == "reading"]) == tolist(["GET", "HEAD"]) && azurerm_cdn_frontdoor_firewall_policy.this.mode == "Prevention"
    error_message = "Something else than reading is passed on."
  }
}

run "speaks_tls_only" {
  command = plan

  assert {
    condition     = azurerm_cdn_frontdoor_custom_domain.this.tls[0].minimum_version == "TLS12"
    error_message = "Old TLS is taken."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_route.this.https_redirect_enabled && azurerm_cdn_frontdoor_route.this.forwarding_protocol == "HttpsOnly" && azurerm_cdn_frontdoor_origin.this.certificate_name_check_enabled
    error_message = "Plain HTTP is answered, or the service is asked without TLS."
  }
}

run "sets_fixed_headers" {
  command = plan

  assert {
    condition     = toset([for each in azurerm_cdn_frontdoor_rule.headers.actions[0].modify_response_header : each.header_name]) == toset(["Cross-Origin-Resource-Policy", "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options"])
    error_message = "Headers are not the fixed ones."
  }
}

run "is_found_under_its_domain" {
  command = apply

  assert {
    condition     = azurerm_dns_cname_record.domain.name == "static" && azurerm_dns_cname_record.domain.record == "ledger-abc.z01.azurefd.net"
    error_message = "The record leads elsewhere."
  }

  assert {
    condition     = azurerm_dns_txt_record.proof.name == "_dnsauth.static" && one(azurerm_dns_txt_record.proof.record).value == "token"
    error_message = "The domain is not proven to be ours."
  }

  assert {
    condition     = output.url == "https://static.staging.ledger.example" && output.target == "ledger-abc.z01.azurefd.net"
    error_message = "Outputs do not name what was made."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = azurerm_log_analytics_workspace.requests.retention_in_days == 45
    error_message = "The cheap profile keeps logs as long."
  }
}
