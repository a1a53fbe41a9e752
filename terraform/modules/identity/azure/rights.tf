locals {
  # Reads what there is and who may what; no data, no secret's value.
  plan_roles = ["Reader"]

  # Makes and changes what the parts have. It can neither set nor take away locks, so what
  # deletion_protection keeps is kept from it, too.
  apply_roles = ["Contributor"]

  # Whoever can give any right has all of them: apply gives these only.
  given_roles = {
    "AcrPull"                                  = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    "AcrPush"                                  = "8311e382-0749-4cb8-b61a-304f252e45ec"
    "Key Vault Crypto Service Encryption User" = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    "Key Vault Crypto User"                    = "12338af0-0e69-4776-bea7-57ae8d297424"
    "Key Vault Secrets User"                   = "4633458b-17de-408a-b874-0445c86b69e6"
    "Managed Identity Operator"                = "f1a07417-d97a-45cb-824c-7a7467783830"
    "Monitoring Metrics Publisher"             = "3913510d-42f4-4e42-8a64-420c390055eb"
    "Network Contributor"                      = "4d97b98b-1d4f-4787-a291-c67834d212e7"
    "Reader"                                   = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
  }
  given = join(", ", sort(values(local.given_roles)))

  # Data of the vault is none of Contributor's: keys are made and rotated, secrets written.
  vault_roles = ["Key Vault Crypto Officer", "Key Vault Secrets Officer"]
}

resource "azurerm_role_assignment" "plan" {
  for_each = toset(local.plan_roles)

  scope                = local.group
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.pipeline["plan"].principal_id
  principal_type       = "ServicePrincipal"
}

# Metadata of keys and secrets, which a plan compares: no value of either.
resource "azurerm_role_assignment" "plan_vault" {
  scope                = var.vault_id
  role_definition_name = "Key Vault Reader"
  principal_id         = azurerm_user_assigned_identity.pipeline["plan"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "apply" {
  for_each = toset(local.apply_roles)

  scope                = local.group
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.pipeline["apply"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "apply_vault" {
  for_each = toset(local.vault_roles)

  scope                = var.vault_id
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.pipeline["apply"].principal_id
  principal_type       = "ServicePrincipal"
}

# Two things are outside of the group: flow logs belong to Azure's own watcher of the region,
# and whether images are scanned is a setting of the subscription, which a person changes.
resource "azurerm_role_assignment" "outside" {
  for_each = {
    "plan watcher"  = { role = "Reader", scope = "${local.subscription}/resourceGroups/NetworkWatcherRG" }
    "plan scans"    = { role = "Security Reader", scope = local.subscription }
    "apply watcher" = { role = "Network Contributor", scope = "${local.subscription}/resourceGroups/NetworkWatcherRG" }
    "apply scans"   = { role = "Security Reader", scope = local.subscription }
  }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.pipeline[split(" ", each.key)[0]].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "apply_rights" {
  scope                = local.group
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.pipeline["apply"].principal_id
  principal_type       = "ServicePrincipal"
  description          = "Gives and takes the roles of the parts only, to identities only"
  condition_version    = "2.0"

  condition = trimspace(<<-EOT
    (!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
      OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.given}}
        AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))
    AND
    (!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
      OR @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.given}})
  EOT
  )
}
