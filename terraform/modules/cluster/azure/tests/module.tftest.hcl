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

run "is_private" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.private_cluster_enabled && !azurerm_kubernetes_cluster.this.private_cluster_public_fqdn_enabled && !azurerm_kubernetes_cluster.this.run_command_enabled
    error_message = "The API server can be reached from outside."
  }

  assert {
    condition     = !azurerm_kubernetes_cluster_node_pool.this["general"].node_public_ip_enabled && azurerm_kubernetes_cluster.this.network_profile[0].outbound_type == "userAssignedNATGateway"
    error_message = "Nodes have public addresses."
  }
}

run "seals_secrets_and_disks" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.key_management_service[0].key_vault_key_id == var.cluster_key_id
    error_message = "Secrets are not sealed with the key of the cluster."
  }

  assert {
    condition     = azurerm_disk_encryption_set.this.key_vault_key_id == var.data_key_id && azurerm_disk_encryption_set.this.auto_key_rotation_enabled
    error_message = "Disks are not encrypted with the key of part kms."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.default_node_pool[0].host_encryption_enabled && azurerm_kubernetes_cluster_node_pool.this["general"].host_encryption_enabled
    error_message = "Caches and temporary disks are not encrypted."
  }
}

run "knows_people_and_pods_by_entra" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.local_account_disabled && azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].azure_rbac_enabled
    error_message = "There is an account with a password that everybody can copy."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].admin_group_object_ids == tolist(["11111111-1111-1111-1111-111111111111"])
    error_message = "Somebody else administers the cluster."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.oidc_issuer_enabled && azurerm_kubernetes_cluster.this.workload_identity_enabled
    error_message = "Pods have no identity."
  }
}

run "gives_its_identities_little" {
  command = plan

  assert {
    condition     = toset([for each in azurerm_role_assignment.this : each.role_definition_name]) == toset(["Key Vault Crypto User", "Managed Identity Operator", "Network Contributor", "Reader"])
    error_message = "The cluster may do more than it has to."
  }

  assert {
    condition     = azurerm_role_assignment.this["vault"].scope == "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging/keys/cluster" && azurerm_role_assignment.disk.scope == "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging/keys/data"
    error_message = "The cluster gets at other keys."
  }
}

run "enforces_network_policies_and_logs" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.network_profile[0].network_policy == "cilium" && azurerm_kubernetes_cluster.this.network_profile[0].network_data_plane == "cilium"
    error_message = "Network policies are not enforced."
  }

  assert {
    condition     = contains([for each in azurerm_monitor_diagnostic_setting.audit.enabled_log : each.category], "kube-audit-admin")
    error_message = "Who changed what is not logged."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.kubernetes_version == "1.35" && azurerm_kubernetes_cluster.this.automatic_upgrade_channel == "patch"
    error_message = "It is another version, or the next minor one comes by itself."
  }

  assert {
    condition     = azurerm_management_lock.this["keep"].lock_level == "CanNotDelete"
    error_message = "It can be deleted."
  }
}
