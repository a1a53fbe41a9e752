mock_provider "google" {}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
  data_key_id = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  readers     = ["release-ledger-staging-node@ledger-staging.iam.gserviceaccount.com"]
  writers     = ["release-ledger-staging-publish@ledger-staging.iam.gserviceaccount.com"]
}

run "keeps_tags_and_scans" {
  command = plan

  assert {
    condition     = google_artifact_registry_repository.this.docker_config[0].immutable_tags
    error_message = "A tag can be moved."
  }

  assert {
    condition     = google_artifact_registry_repository.this.vulnerability_scanning_config[0].enablement_config == "INHERITED" && contains(keys(google_project_service.this), "containerscanning.googleapis.com")
    error_message = "Images are not scanned."
  }

  assert {
    condition     = google_artifact_registry_repository.this.kms_key_name == var.data_key_id
    error_message = "Images are not encrypted with the key of part kms."
  }

  assert {
    condition     = one(google_artifact_registry_repository.this.cleanup_policies).condition[0].tag_state == "UNTAGGED" && one(google_artifact_registry_repository.this.cleanup_policies).condition[0].older_than == "2592000s"
    error_message = "Something else is cleaned up."
  }
}

run "lets_few_in" {
  command = plan

  assert {
    condition     = [for each in google_artifact_registry_repository_iam_member.readers : each.role] == ["roles/artifactregistry.reader"]
    error_message = "Readers may do more than read."
  }

  assert {
    condition     = [for each in google_artifact_registry_repository_iam_member.writers : each.role] == ["roles/artifactregistry.writer"]
    error_message = "Writers may do more than write."
  }

  assert {
    condition     = alltrue([for each in google_artifact_registry_repository_iam_member.writers : startswith(each.member, "serviceAccount:release-ledger-staging-publish@")])
    error_message = "Somebody else may push."
  }
}

run "tells_where_images_are" {
  command = plan

  assert {
    condition     = output.url == "europe-west3-docker.pkg.dev/ledger-staging/release-ledger-staging/release-ledger"
    error_message = "The URL is another."
  }
}

run "is_kept_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = google_artifact_registry_repository.this.deletion_policy == "PREVENT"
    error_message = "It can be deleted."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name          = "Release_Ledger"
    environment   = "prod"
    tags          = { Team = "ledger" }
    location      = "europe"
    project       = "123"
    repository    = "Ledger/"
    readers       = ["allUsers"]
    writers       = ["allAuthenticatedUsers"]
    untagged_days = 0
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.repository,
    var.readers,
    var.writers,
    var.untagged_days,
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
