mock_provider "google" {}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

run "keeps_versions_and_is_never_public" {
  command = plan

  assert {
    condition     = google_storage_bucket.this.versioning[0].enabled && google_storage_bucket.this.soft_delete_policy[0].retention_duration_seconds == 7776000
    error_message = "A state that was replaced is gone."
  }

  assert {
    condition     = google_storage_bucket.this.public_access_prevention == "enforced" && google_storage_bucket.this.uniform_bucket_level_access
    error_message = "It can be made public."
  }

  assert {
    condition     = one(one(google_storage_bucket.this.lifecycle_rule).condition).days_since_noncurrent_time == 90 && one(one(google_storage_bucket.this.lifecycle_rule).condition).with_state == "ARCHIVED"
    error_message = "States that are in use would end."
  }

  assert {
    condition     = length(google_storage_bucket.this.retention_policy) == 0
    error_message = "A lock could not be taken away."
  }

  assert {
    condition     = !google_storage_bucket.this.force_destroy && google_storage_bucket.this.deletion_policy == "PREVENT"
    error_message = "It can be deleted with what it holds."
  }
}

run "has_a_key_of_its_own" {
  command = plan

  assert {
    condition     = google_kms_crypto_key.this.rotation_period == "7776000s"
    error_message = "The key is not rotated."
  }

  assert {
    condition     = google_kms_crypto_key_iam_member.storage.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"
    error_message = "The store may do more with the key than use it."
  }

  assert {
    condition     = toset([for each in google_project_iam_audit_config.storage.audit_log_config : each.log_type]) == toset(["DATA_READ", "DATA_WRITE"])
    error_message = "Who read a state is not logged."
  }
}

run "says_what_the_backend_wants" {
  command = plan

  assert {
    condition     = output.backend == { bucket = "ledger-staging-release-ledger-staging-state" } && output.state_id == "ledger-staging-release-ledger-staging-state"
    error_message = "The backend would look elsewhere."
  }
}

run "can_be_deleted_when_told" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = google_storage_bucket.this.force_destroy && google_storage_bucket.this.deletion_policy == "DELETE"
    error_message = "It still refuses."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name         = "Release_Ledger"
    environment  = "prod"
    tags         = { Team = "ledger" }
    location     = "europe"
    project      = "123"
    version_days = 1
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.version_days,
  ]
}
