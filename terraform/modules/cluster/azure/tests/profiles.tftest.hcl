mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_resource "azurerm_kubernetes_cluster" {
    defaults = {
      private_fqdn    = "ledger.privatelink.germanywestcentral.azmk8s.io"
      fqdn            = "ledger.hcp.germanywestcentral.azmk8s.io"
      oidc_issuer_url = "https://issuer.example/"
      kube_config = [{
        client_certificate     = ""
        client_key             = ""
        cluster_ca_certificate = "Y2E="
        host                   = ""
        password               = ""
        username               = ""
      }]
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  cluster_key_id = "https://ledger-staging.vault.azure.net/keys/cluster/0123456789abcdef0123456789abcdef"
  vault_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
  logs_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.OperationalInsights/workspaces/release-ledger-staging"
  network_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging"
  subnet_ids     = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging/subnets/nodes"]
  administrators = ["11111111-1111-1111-1111-111111111111"]
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this["general"].min_count == 1 && azurerm_kubernetes_cluster_node_pool.this["general"].max_count == 3 && azurerm_kubernetes_cluster.this.default_node_pool[0].min_count == 1 && azurerm_kubernetes_cluster.this.sku_tier == "Free"
    error_message = "The cheap profile has as many nodes."
  }
}

run "opens_to_named_networks_only" {
  command = apply

  variables {
    administrator_networks = ["192.0.2.0/24"]
  }

  assert {
    condition     = !azurerm_kubernetes_cluster.this.private_cluster_enabled && azurerm_kubernetes_cluster.this.api_server_access_profile[0].authorized_ip_ranges == toset(["192.0.2.0/24"])
    error_message = "It is open to others, or still closed."
  }

  assert {
    condition     = output.endpoint == "https://ledger.hcp.germanywestcentral.azmk8s.io:443"
    error_message = "The endpoint is the one that is not there."
  }
}

run "keeps_spot_nodes_for_who_says_so" {
  command = plan

  variables {
    node_pools = { general = {}, batch = { spot = true, size = "large" } }
  }

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this["batch"].priority == "Spot" && azurerm_kubernetes_cluster_node_pool.this["batch"].node_taints == tolist(["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"])
    error_message = "What must stay runs on nodes that go."
  }

  assert {
    condition     = length(azurerm_kubernetes_cluster_node_pool.this["batch"].upgrade_settings) == 0
    error_message = "Azure refuses a surge of spot nodes."
  }
}

run "hands_on_what_others_need" {
  command = apply

  assert {
    condition     = output.endpoint == "https://ledger.privatelink.germanywestcentral.azmk8s.io:443" && output.certificate_authority == "Y2E=" && output.identity_issuer == "https://issuer.example/"
    error_message = "Outputs do not name what was made."
  }
}
