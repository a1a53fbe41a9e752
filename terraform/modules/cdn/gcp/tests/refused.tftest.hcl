mock_provider "google" {
  mock_resource "google_certificate_manager_dns_authorization" {
    defaults = {
      dns_resource_record = [{
        name = "_acme-challenge.static.staging.ledger.example."
        type = "CNAME"
        data = "proof.authorize.certificatemanager.goog."
      }]
    }
  }

  mock_resource "google_compute_global_address" {
    defaults = { address = "203.0.113.10" }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
  domain      = "static.staging.ledger.example"
  origin      = "staging.ledger.example"
  zone_id     = "release-ledger-staging"
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { Team = "ledger" }
    location       = "europe"
    project        = "123"
    retention_days = 0
    domain         = "Static"
    zone_id        = "ledger.example."
    paths          = ["static"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.retention_days,
    var.domain,
    var.zone_id,
    var.paths,
  ]
}

run "refuses_an_origin_that_is_no_host" {
  command = plan

  variables {
    origin = "https://ledger.example"
  }

  expect_failures = [
    var.origin,
  ]
}

run "refuses_to_ask_itself" {
  command = plan

  variables {
    origin = "a.static.staging.ledger.example"
  }

  expect_failures = [
    google_compute_backend_service.origin,
  ]
}
