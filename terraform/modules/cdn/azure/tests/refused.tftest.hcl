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

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { "a<b" = "" }
    location       = "Germany West Central"
    resource_group = "/subscriptions/x"
    retention_days = 0
    domain         = "Static"
    zone_id        = "ledger.example"
    paths          = ["static"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.retention_days,
    var.domain,
    var.zone_id,
    var.paths,
  ]
}

run "refuses_an_origin_that_is_no_host" {
  command = plan

  variables {
    origin = "https://ledger.example"
  }

  expect_failures = [
    var.origin,
  ]
}

run "refuses_to_ask_itself" {
  command = plan

  variables {
    origin = "a.static.staging.ledger.example"
  }

  expect_failures = [
    azurerm_cdn_frontdoor_route.this,
  ]
}

run "refuses_a_domain_of_another_zone" {
  command = plan

  variables {
    domain = "static.other.example"
  }

  expect_failures = [
    azurerm_cdn_frontdoor_custom_domain.this,
  ]
}
