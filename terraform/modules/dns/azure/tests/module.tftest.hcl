mock_provider "azurerm" {
}

variables {
  name                    = "release-ledger-staging"
  environment             = "staging"
  resource_group          = "ledger-staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["digicert.com", "letsencrypt.org"]
}

run "says_who_may_issue" {
  command = plan

  assert {
    condition     = toset([for each in azurerm_dns_caa_record.authorities.record : "${each.tag} ${each.value}"]) == toset(["issue digicert.com", "issue letsencrypt.org", "issuewild ;"])
    error_message = "Others may issue certificates."
  }

  assert {
    condition     = azurerm_dns_zone.this.name == "staging.ledger.example"
    error_message = "It is another zone."
  }
}

run "is_kept_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = azurerm_management_lock.this["keep"].lock_level == "CanNotDelete"
    error_message = "It can be deleted."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name                    = "Release_Ledger"
    environment             = "prod"
    tags                    = { "a<b" = "" }
    resource_group          = "/subscriptions/x"
    zone                    = "ledger.example."
    certificate_authorities = []
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.resource_group,
    var.zone,
    var.certificate_authorities,
  ]
}
