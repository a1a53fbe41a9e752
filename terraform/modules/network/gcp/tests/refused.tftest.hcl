mock_provider "google" {
  mock_data "google_compute_zones" {
    defaults = { names = ["europe-west3-a", "europe-west3-b", "europe-west3-c"] }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { Team = "ledger" }
    location       = "europe"
    project        = "123"
    retention_days = 1.5
    cidr           = "10.20.0.1/16"
    zones          = 1
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.retention_days,
    var.cidr,
    var.zones,
  ]
}

run "refuses_public_addresses" {
  command = plan

  variables {
    cidr = "8.8.0.0/16"
  }

  expect_failures = [
    var.cidr,
  ]
}
