mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }

  mock_resource "google_iam_workload_identity_pool" {
    defaults = { name = "projects/123456789012/locations/global/workloadIdentityPools/github" }
  }
}

variables {
  name            = "release-ledger-staging"
  environment     = "staging"
  location        = "europe-west3"
  project         = "ledger-staging"
  identity_issuer = "ledger-staging.svc.id.goog"
  data_key_id     = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  repository      = "owner/release-ledger"
  state_id        = "ledger-staging-state"
  state_key_id    = "projects/ledger-staging/locations/europe-west3/keyRings/state/cryptoKeys/state"
  workloads = {
    secrets = {
      namespace = "release-ledger-staging"
      account   = "release-ledger-secrets"
      secrets   = ["release-ledger-staging-database", "release-ledger-staging-redis"]
    }
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name            = "Release_Ledger"
    environment     = "prod"
    tags            = { Team = "ledger" }
    location        = "europe"
    project         = "123"
    identity_issuer = "https://example.com"
    repository      = "release-ledger"
    branch          = "*"
    state_id        = "s"
    state_key_id    = "state"
    workloads       = { all = { namespace = "a", account = "default", secrets = ["*"] } }
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.identity_issuer,
    var.repository,
    var.branch,
    var.state_id,
    var.state_key_id,
    var.workloads,
  ]
}

run "refuses_any_repository_of_an_owner" {
  command = plan

  variables {
    repository = "owner/*"
  }

  expect_failures = [
    var.repository,
  ]
}

run "refuses_a_number_of_one_alone" {
  command = plan

  variables {
    repository = "owner@42/release-ledger"
  }

  expect_failures = [
    var.repository,
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
