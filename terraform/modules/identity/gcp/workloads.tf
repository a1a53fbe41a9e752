locals {
  reads = merge([
    for key, each in var.workloads : {
      for secret in each.secrets : "${key} ${secret}" => merge(each, { secret = secret })
    }
  ]...)
}

# A service account of the cluster is a principal by itself: no account of Google's stands
# between, so there is none whose key could be made.
resource "google_secret_manager_secret_iam_member" "workloads" {
  for_each = local.reads

  project   = var.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member = join("/", [
    "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global",
    "workloadIdentityPools/${var.identity_issuer}/subject/ns/${each.value.namespace}/sa/${each.value.account}",
  ])
}
