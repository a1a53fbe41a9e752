mock_provider "google" {
  mock_resource "google_redis_instance" {
    defaults = {
      host        = "10.20.32.20"
      port        = 6378
      auth_string = "made-up"
      server_ca_certs = [{
        cert             = "-----BEGIN CERTIFICATE-----\nab+/=\n-----END CERTIFICATE-----"
        create_time      = ""
        expire_time      = ""
        serial_number    = ""
        sha1_fingerprint = ""
      }]
    }
  }
}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  location         = "europe-west3"
  project          = "ledger-staging"
  data_key_id      = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  network_id       = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids       = ["release-ledger-staging-data"]
  allowed_networks = ["10.20.0.0/20"]
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
    subnet_ids       = ["a", "b"]
    allowed_networks = []
    redis_version    = "5"
    memory_gb        = 0
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
    var.redis_version,
    var.memory_gb,
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
