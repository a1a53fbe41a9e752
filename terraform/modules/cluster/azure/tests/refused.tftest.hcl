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

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { "a<b" = "" }
    location       = "Germany West Central"
    resource_group = "/subscriptions/x"
    data_key_id    = "data"
    cluster_key_id = "https://ledger-staging.vault.azure.net/keys/data"
    vault_id       = "vault"
    logs_id        = "logs"
    network_id     = "release-ledger"
    subnet_ids     = []
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.data_key_id,
    var.cluster_key_id,
    var.vault_id,
    var.logs_id,
    var.network_id,
    var.subnet_ids,
  ]
}

run "refuses_what_aks_has_not" {
  command = plan

  variables {
    kubernetes_version     = "1.35.4"
    administrators         = ["platform"]
    administrator_networks = ["0.0.0.0/0"]
    node_pools             = { with-dash = {} }
  }

  expect_failures = [
    var.kubernetes_version,
    var.administrators,
    var.administrator_networks,
    var.node_pools,
  ]
}

run "refuses_only_spot_nodes" {
  command = plan

  variables {
    node_pools = { general = { spot = true } }
  }

  expect_failures = [
    var.node_pools,
  ]
}
