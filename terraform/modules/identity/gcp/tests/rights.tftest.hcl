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

run "reads_when_it_plans" {
  command = plan

  assert {
    condition = toset([for each in google_project_iam_member.plan : each.role]) == toset([
      "roles/artifactregistry.reader",
      "roles/certificatemanager.viewer",
      "roles/cloudkms.viewer",
      "roles/cloudsql.viewer",
      "roles/compute.viewer",
      "roles/container.clusterViewer",
      "roles/dns.reader",
      "roles/iam.securityReviewer",
      "roles/iam.workloadIdentityPoolViewer",
      "roles/logging.viewer",
      "roles/monitoring.viewer",
      "roles/pubsub.viewer",
      "roles/redis.viewer",
      "roles/secretmanager.viewer",
      "roles/serviceusage.serviceUsageViewer",
    ])
    error_message = "plan has other rights."
  }

  assert {
    condition     = google_storage_bucket_iam_member.plan.role == "roles/storage.objectViewer"
    error_message = "plan can write states."
  }
}

run "applies_with_what_the_parts_need" {
  command = plan

  assert {
    condition = toset([for each in google_project_iam_member.apply : each.role]) == toset([
      "roles/artifactregistry.admin",
      "roles/certificatemanager.editor",
      "roles/cloudkms.admin",
      "roles/cloudsql.admin",
      "roles/compute.loadBalancerAdmin",
      "roles/compute.networkAdmin",
      "roles/compute.securityAdmin",
      "roles/container.admin",
      "roles/dns.admin",
      "roles/iam.securityReviewer",
      "roles/iam.serviceAccountAdmin",
      "roles/iam.workloadIdentityPoolAdmin",
      "roles/logging.configWriter",
      "roles/monitoring.editor",
      "roles/pubsub.admin",
      "roles/redis.admin",
      "roles/secretmanager.admin",
      "roles/serviceusage.serviceUsageAdmin",
    ])
    error_message = "apply has other rights."
  }

  assert {
    condition     = !anytrue([for each in setunion(local.plan_roles, local.apply_roles) : contains(["roles/owner", "roles/editor", "roles/viewer"], each)])
    error_message = "A basic role is given."
  }
}

run "gives_no_right_beyond_the_parts" {
  command = plan

  assert {
    condition     = google_project_iam_member.apply_rights.condition[0].expression == "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/container.admin', 'roles/container.defaultNodeServiceAccount', 'roles/monitoring.metricWriter'])"
    error_message = "apply can give other rights, or itself more."
  }
}

run "writes_states_of_its_environment_only" {
  command = plan

  assert {
    condition     = strcontains(google_storage_bucket_iam_member.apply.condition[0].expression, "projects/_/buckets/ledger-staging-state/objects/staging/")
    error_message = "apply can write states of other environments."
  }
}
