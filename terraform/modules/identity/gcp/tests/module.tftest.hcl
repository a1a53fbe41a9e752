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

run "compares_whole_subjects" {
  command = plan

  assert {
    condition = google_iam_workload_identity_pool_provider.github.attribute_condition == join(" && ", [
      "assertion.repository == 'owner/release-ledger'",
      "assertion.sub in ['repo:owner/release-ledger:environment:staging', 'repo:owner/release-ledger:pull_request', 'repo:owner/release-ledger:ref:refs/heads/main']",
    ])
    error_message = "Runs of other repositories, branches or environments are let in."
  }

  assert {
    condition     = google_iam_workload_identity_pool_provider.github.oidc[0].issuer_uri == "https://token.actions.githubusercontent.com"
    error_message = "Somebody else vouches for runs."
  }
}

run "compares_numbers_that_no_other_owner_gets" {
  command = plan

  variables {
    repository = "owner@42/release-ledger@4711"
  }

  assert {
    condition = google_iam_workload_identity_pool_provider.github.attribute_condition == join(" && ", [
      "assertion.repository == 'owner/release-ledger'",
      "assertion.repository_id == '4711'",
      "assertion.repository_owner_id == '42'",
      "assertion.sub in ['repo:owner@42/release-ledger@4711:environment:staging', 'repo:owner@42/release-ledger@4711:pull_request', 'repo:owner@42/release-ledger@4711:ref:refs/heads/main']",
    ])
    error_message = "Whoever takes a name over that was given up is let in."
  }
}

run "lets_each_run_take_on_its_own" {
  command = apply

  assert {
    condition = toset([for each in google_service_account_iam_member.github : each.member]) == toset([
      "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:owner/release-ledger:environment:staging",
      "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:owner/release-ledger:pull_request",
      "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:owner/release-ledger:ref:refs/heads/main",
    ])
    error_message = "Other subjects take on an identity."
  }

  assert {
    condition     = toset(keys(google_service_account_iam_member.github)) == toset(["apply repo:owner/release-ledger:environment:staging", "plan repo:owner/release-ledger:pull_request", "plan repo:owner/release-ledger:ref:refs/heads/main", "publish repo:owner/release-ledger:ref:refs/heads/main"])
    error_message = "A run takes on more than it should."
  }

  assert {
    condition     = alltrue([for each in google_service_account.this : length(each.account_id) >= 6 && length(each.account_id) <= 30])
    error_message = "Google refuses this name of an account."
  }
}

run "lets_workloads_read_their_secrets" {
  command = plan

  assert {
    condition     = toset([for each in google_secret_manager_secret_iam_member.workloads : each.secret_id]) == toset(["release-ledger-staging-database", "release-ledger-staging-redis"])
    error_message = "Other secrets can be read."
  }

  assert {
    condition     = alltrue([for each in google_secret_manager_secret_iam_member.workloads : each.role == "roles/secretmanager.secretAccessor" && each.member == "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ledger-staging.svc.id.goog/subject/ns/release-ledger-staging/sa/release-ledger-secrets"])
    error_message = "Somebody else can read them, or change them."
  }

  assert {
    condition     = output.service_account_annotations == { secrets = {} }
    error_message = "The account is told to have annotations."
  }
}

run "tells_two_long_names_apart" {
  command = plan

  variables {
    name = "release-ledger-production"
  }

  assert {
    condition     = alltrue([for each in google_service_account.this : length(each.account_id) <= 30 && startswith(each.account_id, "release-ledger-pr")])
    error_message = "Google refuses this name of an account."
  }
}
