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

module "observability" {
  source = "../../../modules/observability/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  small          = true
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  alarm_emails   = ["on-call@ledger.example"]
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = module.observability.metrics_url
}
