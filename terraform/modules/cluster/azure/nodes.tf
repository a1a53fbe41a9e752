locals {
  machines = {
    small  = "Standard_F2s_v2"
    medium = "Standard_D2s_v5"
    large  = "Standard_D4s_v5"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = var.node_pools

  name                  = each.key
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  mode                  = "User"
  vm_size               = local.machines[each.value.size]
  vnet_subnet_id        = var.subnet_ids[0]
  tags                  = local.tags

  auto_scaling_enabled = true
  min_count            = var.small ? ceil(each.value.minimum / 2) : each.value.minimum
  max_count            = var.small ? ceil(each.value.maximum / 2) : each.value.maximum
  max_pods             = 110
  zones                = ["1", "2", "3"]

  os_sku                  = "AzureLinux"
  os_disk_type            = "Managed"
  os_disk_size_gb         = each.value.disk_gb
  host_encryption_enabled = true
  node_public_ip_enabled  = false

  # What is spot can be taken away: only who says so runs there.
  priority        = each.value.spot ? "Spot" : "Regular"
  eviction_policy = each.value.spot ? "Delete" : null
  spot_max_price  = each.value.spot ? -1 : null
  node_labels     = each.value.spot ? { "kubernetes.azure.com/scalesetpriority" = "spot" } : {}
  node_taints     = each.value.spot ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : []

  # A new node first: what runs is never short of room. Spot pools cannot.
  dynamic "upgrade_settings" {
    for_each = each.value.spot ? [] : ["1"]

    content {
      max_surge = upgrade_settings.value
    }
  }

  temporary_name_for_rotation = "${substr(each.key, 0, 9)}tmp"

  lifecycle {
    ignore_changes = [node_count]
  }
}
