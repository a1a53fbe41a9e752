mock_provider "google" {
  mock_resource "google_sql_database_instance" {
    defaults = {
      private_ip_address = "10.20.32.3"
      public_ip_address  = ""
    }
  }
}

mock_provider "random" {}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  location         = "europe-west3"
  project          = "ledger-staging"
  data_key_id      = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  network_id       = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids       = ["release-ledger-staging-data"]
  allowed_networks = ["10.20.0.0/20", "10.20.128.0/17"]
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name             = "Release_Ledger"
    environment      = "prod"
    tags             = { Team = "ledger" }
    location         = "europe"
    project          = "123"
    network_id       = "release-ledger"
    subnet_ids       = []
    allowed_networks = ["0.0.0.0/0"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.network_id,
    var.subnet_ids,
    var.allowed_networks,
  ]
}

run "refuses_a_size_that_there_is_not" {
  command = plan

  variables {
    postgres_version = "9.6"
    database_name    = "postgres"
    storage_gb       = 1
    max_connections  = 5000
    backup_days      = 36
  }

  expect_failures = [
    var.postgres_version,
    var.database_name,
    var.storage_gb,
    var.max_connections,
    var.backup_days,
  ]
}

run "refuses_what_is_no_key" {
  command = plan

  variables {
    data_key_id = "data"
  }

  expect_failures = [
    var.data_key_id,
  ]
}

run "refuses_a_key_of_another_region" {
  command = plan

  variables {
    location = "europe-west4"
  }

  expect_failures = [
    var.data_key_id,
  ]
}

run "refuses_more_connections_than_memory" {
  command = plan

  variables {
    small           = true
    max_connections = 500
  }

  expect_failures = [
    google_sql_database_instance.this,
  ]
}
