mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }

  mock_data "google_logging_project_cmek_settings" {
    defaults = { service_account_id = "cmek-p123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

run "rotates_both_keys" {
  command = plan

  assert {
    condition     = alltrue([for each in [google_kms_crypto_key.cluster, google_kms_crypto_key.data] : each.rotation_period == "31536000s"])
    error_message = "A key is not rotated each year."
  }

  assert {
    condition     = alltrue([for each in [google_kms_crypto_key.cluster, google_kms_crypto_key.data] : each.destroy_scheduled_duration == "2592000s"])
    error_message = "A version that was destroyed cannot be taken back for 30 days."
  }

  assert {
    condition     = google_kms_crypto_key.data.version_template[0].protection_level == "SOFTWARE"
    error_message = "Staging pays for hardware."
  }
}

run "lets_only_the_cluster_unseal_secrets" {
  command = plan

  assert {
    condition     = google_kms_crypto_key_iam_member.cluster.member == "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com"
    error_message = "Somebody else can open the Secrets of the cluster."
  }
}

run "lets_services_use_the_data_key" {
  command = plan

  assert {
    condition = toset([for each in google_kms_crypto_key_iam_member.data : each.member]) == toset([
      "serviceAccount:cmek-p123456789012@gcp-sa-logging.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@cloud-redis.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-artifactregistry.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-cloud-sql.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com",
    ])
    error_message = "The data key is open to others than those who store."
  }

  assert {
    condition     = alltrue([for each in google_kms_crypto_key_iam_member.data : each.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"])
    error_message = "A service may do more than encrypt and decrypt."
  }
}

run "gives_administrators_no_use_of_keys" {
  command = plan

  variables {
    administrators = ["platform@ledger.example"]
  }

  assert {
    condition     = [for each in google_kms_key_ring_iam_member.administrators : [each.role, each.member]] == [["roles/cloudkms.admin", "group:platform@ledger.example"]]
    error_message = "Administrators have other rights."
  }
}

run "takes_hardware_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = google_kms_crypto_key.cluster.version_template[0].protection_level == "HSM" && google_kms_crypto_key.data.version_template[0].protection_level == "HSM"
    error_message = "Keys of production are not in hardware."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { Team = "ledger" }
    location       = "europe"
    project        = "123"
    rotation_days  = 0
    deletion_days  = 3
    administrators = ["user"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.rotation_days,
    var.deletion_days,
    var.administrators,
  ]
}
