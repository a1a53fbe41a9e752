locals {
  tags = merge({ environment = var.environment, part = "identity" }, var.tags)

  # A run's subject, whole. What GitHub vouches for beyond that is not asked.
  subjects = {
    plan = {
      pull-request = "repo:${var.repository}:pull_request"
      branch       = "repo:${var.repository}:ref:refs/heads/${var.branch}"
    }
    apply   = { environment = "repo:${var.repository}:environment:${var.environment}" }
    publish = { branch = "repo:${var.repository}:ref:refs/heads/${var.branch}" }
  }

  credentials = merge([
    for role, subjects in local.subjects : {
      for name, subject in subjects : "${role}-${name}" => { role = role, subject = subject }
    }
  ]...)

  # Not looked up: the first plan is made before there is a group.
  subscription = "/subscriptions/${data.azurerm_client_config.current.subscription_id}"
  group        = "${local.subscription}/resourceGroups/${var.resource_group}"

  # Azure compares it with what the token is for.
  audience = ["api://AzureADTokenExchange"]
}

data "azurerm_client_config" "current" {}

resource "azurerm_user_assigned_identity" "pipeline" {
  for_each = local.subjects

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "pipeline" {
  for_each = local.credentials

  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.pipeline[each.value.role].id
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = each.value.subject
  audience                  = local.audience
}
