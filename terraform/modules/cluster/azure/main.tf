locals {
  tags = merge({ environment = var.environment, part = "cluster" }, var.tags)
}

data "azurerm_client_config" "current" {}

resource "azurerm_kubernetes_cluster" "this" {
  # checkov:skip=CKV_AZURE_6: it is private, unless administrator_networks names who may come from outside
  # checkov:skip=CKV_AZURE_115: as above
  # checkov:skip=CKV_AZURE_170: the cheap profile goes without a promise
  # checkov:skip=CKV_AZURE_172: secrets come by External Secrets, not by this driver
  # checkov:skip=CKV_AZURE_226: these disks go with the machine; a key of ours is for those that stay
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  dns_prefix          = var.name
  sku_tier            = var.small ? "Free" : "Standard"
  kubernetes_version  = var.kubernetes_version
  tags                = local.tags

  # Patches come by themselves; the next minor version comes when it is written here.
  automatic_upgrade_channel = "patch"
  node_os_upgrade_channel   = "NodeImage"

  private_cluster_enabled             = length(var.administrator_networks) == 0
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = length(var.administrator_networks) == 0 ? "System" : null
  # It would let in from everywhere, past the private endpoint.
  run_command_enabled = false

  local_account_disabled            = true
  role_based_access_control_enabled = true
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true
  azure_policy_enabled              = true
  image_cleaner_enabled             = true
  image_cleaner_interval_hours      = 168
  cost_analysis_enabled             = !var.small
  disk_encryption_set_id            = azurerm_disk_encryption_set.this.id

  dynamic "api_server_access_profile" {
    for_each = length(var.administrator_networks) == 0 ? [] : [var.administrator_networks]

    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = data.azurerm_client_config.current.tenant_id
    admin_group_object_ids = var.administrators
  }

  key_management_service {
    key_vault_key_id         = var.cluster_key_id
    key_vault_network_access = "Public"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this["cluster"].id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.this["node"].client_id
    object_id                 = azurerm_user_assigned_identity.this["node"].principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.this["node"].id
  }

  # For what the cluster itself runs; pools of node_pools are for all else.
  default_node_pool {
    name                         = "system"
    vm_size                      = local.machines.medium
    vnet_subnet_id               = var.subnet_ids[0]
    auto_scaling_enabled         = true
    min_count                    = var.small ? 1 : 2
    max_count                    = var.small ? 2 : 4
    max_pods                     = 110
    zones                        = ["1", "2", "3"]
    os_sku                       = "AzureLinux"
    os_disk_type                 = "Managed"
    os_disk_size_gb              = 64
    host_encryption_enabled      = true
    node_public_ip_enabled       = false
    only_critical_addons_enabled = true
    temporary_name_for_rotation  = "systemtmp"
    tags                         = local.tags

    upgrade_settings {
      max_surge = "1"
    }
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  # Pods and Services have addresses that no network of the company has.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = "100.64.0.0/16"
    service_cidr        = "100.65.0.0/16"
    dns_service_ip      = "100.65.0.10"
  }

  oms_agent {
    log_analytics_workspace_id      = var.logs_id
    msi_auth_for_monitoring_enabled = true
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  depends_on = [azurerm_role_assignment.this]

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }
}
