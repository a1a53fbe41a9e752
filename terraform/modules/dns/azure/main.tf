locals {
  tags = merge({ environment = var.environment, part = "dns" }, var.tags)
}

# Azure signs zones, but the provider cannot switch it on: az network dns dnssec-config create.
resource "azurerm_dns_zone" "this" {
  name                = var.zone
  resource_group_name = var.resource_group
  tags                = merge(local.tags, { name = var.name })
}

# Who is not named may issue nothing, neither for a name nor for all of them at once.
resource "azurerm_dns_caa_record" "authorities" {
  name                = "@"
  resource_group_name = var.resource_group
  zone_name           = azurerm_dns_zone.this.name
  ttl                 = 3600
  tags                = local.tags

  dynamic "record" {
    for_each = toset(var.certificate_authorities)

    content {
      flags = 0
      tag   = "issue"
      value = record.key
    }
  }

  record {
    flags = 0
    tag   = "issuewild"
    value = ";"
  }
}

resource "azurerm_management_lock" "this" {
  for_each = toset([for each in ["keep"] : each if var.environment == "production"])

  name       = each.key
  scope      = azurerm_dns_zone.this.id
  lock_level = "CanNotDelete"
  notes      = "A zone that is made anew has other name servers."
}
