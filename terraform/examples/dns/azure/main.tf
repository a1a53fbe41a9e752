terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "5.10.0"
    }
  }
}

provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "dns" {
  source = "../../../modules/dns/azure"

  name                    = "release-ledger-staging"
  environment             = "staging"
  resource_group          = "ledger-staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["digicert.com", "letsencrypt.org"]
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = module.dns.name_servers
}
