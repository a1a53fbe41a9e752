# Who asked the API server for what; reads are left out, for they are most.
resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                           = "audit"
  target_resource_id             = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id     = var.logs_id
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = toset(["cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager"])

    content {
      category = enabled_log.key
    }
  }
}

# What programs say.
resource "azurerm_monitor_data_collection_rule" "containers" {
  name                = "${var.name}-containers"
  description         = "Logs of containers go into the workspace"
  resource_group_name = var.resource_group
  location            = var.location
  kind                = "Linux"
  tags                = local.tags

  data_sources {
    extension {
      name           = "ContainerInsightsExtension"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"]

      extension_json = jsonencode({
        dataCollectionSettings = {
          interval               = "1m"
          namespaceFilteringMode = "Off"
          enableContainerLogV2   = true
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.logs_id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "containers" {
  name                    = "ContainerInsightsExtension"
  description             = "Logs of containers of ${var.name}"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.containers.id
}
