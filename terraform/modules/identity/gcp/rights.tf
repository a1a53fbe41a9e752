locals {
  # Reads what there is and who may what; no data, no secret's value.
  plan_roles = [
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
  ]

  # Makes and changes what the parts have.
  apply_roles = [
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
  ]

  # Whoever can give any right has all of them: apply gives these, which the parts give to
  # nodes, administrators of the cluster and Prometheus. Its own are none of them.
  given_roles = [
    "roles/container.admin",
    "roles/container.defaultNodeServiceAccount",
    "roles/monitoring.metricWriter",
  ]
}

resource "google_project_iam_member" "plan" {
  for_each = toset(local.plan_roles)

  project = var.project
  role    = each.key
  member  = google_service_account.this["plan"].member
}

resource "google_project_iam_member" "apply" {
  # checkov:skip=CKV_GCP_49: it makes the accounts of the parts; which roles they get is limited below
  for_each = toset(local.apply_roles)

  project = var.project
  role    = each.key
  member  = google_service_account.this["apply"].member
}

# Node pools run as an account of their own, which whoever makes them has to be able to use.
# As CKV_GCP_41, below.
#trivy:ignore:AVD-GCP-0011
resource "google_project_iam_member" "apply_nodes" {
  # checkov:skip=CKV_GCP_41: a pool is made by who may use its account; no account of the project has more rights than this one
  # checkov:skip=CKV_GCP_49: as above
  project = var.project
  role    = "roles/iam.serviceAccountUser"
  member  = google_service_account.this["apply"].member
}

resource "google_project_iam_member" "apply_rights" {
  # checkov:skip=CKV_GCP_49: which roles can be given is limited by the condition
  project = var.project
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.this["apply"].member

  condition {
    title       = "only-roles-of-the-parts"
    description = "Rights that apply may give or take"
    expression  = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${join(", ", [for each in local.given_roles : "'${each}'"])}])"
  }
}
