output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value = {
    for key, each in azurerm_user_assigned_identity.workloads : key => {
      "azure.workload.identity/client-id" = each.client_id
      "azure.workload.identity/tenant-id" = each.tenant_id
    }
  }

  depends_on = [azurerm_federated_identity_credential.workloads, azurerm_role_assignment.workloads]
}

output "plan_identity" {
  description = "What a run that plans takes on: a role's ARN, a service account's address, a client id."
  value       = azurerm_user_assigned_identity.pipeline["plan"].client_id
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = azurerm_user_assigned_identity.pipeline["apply"].client_id
}

output "publish_identity" {
  description = "What a run that publishes images takes on, and what the registry lets push. In azure it lets publish_principal_id push."
  value       = azurerm_user_assigned_identity.pipeline["publish"].client_id
}

output "tenant_id" {
  description = "Tenant that azure/login takes beside the client."
  value       = data.azurerm_client_config.current.tenant_id
}

output "publish_principal_id" {
  description = "Object id of what publishes, which the registry gives rights to."
  value       = azurerm_user_assigned_identity.pipeline["publish"].principal_id
}
