mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_data "azurerm_log_analytics_workspace" {
    defaults = { workspace_id = "00000000-0000-0000-0000-000000000002" }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  logs_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.OperationalInsights/workspaces/release-ledger-staging"
}

run "keeps_subnets_private" {
  command = plan

  assert {
    condition     = !azurerm_subnet.nodes.default_outbound_access_enabled && !azurerm_subnet.data.default_outbound_access_enabled
    error_message = "Something goes out past the gateway."
  }

  assert {
    condition     = azurerm_subnet.data.private_endpoint_network_policies == "Enabled"
    error_message = "Rules do not hold for private endpoints."
  }

  assert {
    condition     = azurerm_network_security_rule.data.access == "Deny" && azurerm_network_security_rule.data.priority == 4096 && azurerm_network_security_rule.data.source_address_prefix == "*"
    error_message = "The network itself gets at the data."
  }
}

run "divides_the_network" {
  command = plan

  assert {
    condition     = azurerm_subnet.nodes.address_prefixes == tolist(["10.20.0.0/20"]) && azurerm_subnet.data.address_prefixes == tolist(["10.20.32.0/20"])
    error_message = "Nodes or data have other addresses."
  }

  assert {
    condition     = output.client_networks == ["10.20.0.0/20"] && output.public_subnet_ids == []
    error_message = "The database would let in somebody else."
  }
}

run "goes_out_by_known_addresses" {
  command = plan

  assert {
    condition     = length(azurerm_public_ip.egress) == 2 && azurerm_nat_gateway.egress.sku_name == "StandardV2"
    error_message = "Addresses that calls go out from are not known, or in one zone."
  }

  assert {
    condition     = azurerm_public_ip.egress["a"].zones == toset(["1", "2", "3"])
    error_message = "An address is in one zone."
  }
}

run "logs_who_talks_to_whom" {
  command = plan

  assert {
    condition     = azurerm_network_watcher_flow_log.this.retention_policy[0].days == 90 && azurerm_network_watcher_flow_log.this.traffic_analytics[0].enabled
    error_message = "Flows are not logged."
  }

  assert {
    condition     = !azurerm_storage_account.flows.shared_access_key_enabled && azurerm_storage_account.flows.network_rules[0].default_action == "Deny"
    error_message = "Others get at the flow logs."
  }

  assert {
    condition     = can(regex("^[a-z0-9]{3,24}$", azurerm_storage_account.flows.name))
    error_message = "Azure refuses the name of the account."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = length(azurerm_public_ip.egress) == 1 && azurerm_network_watcher_flow_log.this.retention_policy[0].days == 45
    error_message = "The cheap profile has as much."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { "a<b" = "" }
    location       = "Germany West Central"
    resource_group = "/subscriptions/x"
    retention_days = 7
    cidr           = "10.20.0.1/16"
    zones          = 1
    logs_id        = "logs"
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.retention_days,
    var.cidr,
    var.zones,
    var.logs_id,
  ]
}
