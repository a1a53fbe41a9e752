mock_provider "google" {}

variables {
  name                    = "release-ledger-staging"
  environment             = "staging"
  project                 = "ledger-staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["pki.goog", "letsencrypt.org"]
}

run "signs_the_zone" {
  command = plan

  assert {
    condition     = google_dns_managed_zone.this.dnssec_config[0].state == "on" && google_dns_managed_zone.this.visibility == "public" && google_dns_managed_zone.this.dns_name == "staging.ledger.example."
    error_message = "The zone is not signed, or is another."
  }

  assert {
    condition     = alltrue([for each in google_dns_managed_zone.this.dnssec_config[0].default_key_specs : each.algorithm == "ecdsap256sha256"])
    error_message = "Its keys are of an old kind."
  }

  assert {
    condition     = google_dns_managed_zone.this.cloud_logging_config[0].enable_logging
    error_message = "Queries are not logged."
  }
}

run "says_who_may_issue" {
  command = plan

  assert {
    condition     = google_dns_record_set.authorities.type == "CAA" && google_dns_record_set.authorities.rrdatas == tolist(["0 issue \"letsencrypt.org\"", "0 issue \"pki.goog\"", "0 issuewild \";\""])
    error_message = "Others may issue certificates."
  }
}

run "hands_on_the_zone" {
  command = plan

  assert {
    condition     = output.zone_id == "release-ledger-staging"
    error_message = "The part cdn gets another zone."
  }
}

run "is_kept_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = google_dns_managed_zone.this.deletion_policy == "PREVENT" && !google_dns_managed_zone.this.force_destroy
    error_message = "It can be deleted."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name                    = "Release_Ledger"
    environment             = "prod"
    tags                    = { Team = "ledger" }
    project                 = "123"
    zone                    = "ledger.example."
    certificate_authorities = []
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.project,
    var.zone,
    var.certificate_authorities,
  ]
}
