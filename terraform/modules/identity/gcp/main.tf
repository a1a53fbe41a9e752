locals {
  # An account's id ends at 30 characters. A long name keeps its beginning and is told apart
  # by a hash.
  prefix = length(var.name) <= 22 ? var.name : "${trimsuffix(substr(var.name, 0, 17), "-")}-${substr(sha1(var.name), 0, 4)}"

  # As tokens name it beside the subject: the numbers have claims of their own there.
  repository = replace(var.repository, "/@[0-9]+/", "")
  numbers = zipmap(
    slice(["repository_owner_id", "repository_id"], 0, length(regexall("@[0-9]+", var.repository))),
    flatten(regexall("@([0-9]+)", var.repository)),
  )

  # A run's subject, whole: the branch or the environment is part of it.
  subjects = {
    plan = [
      "repo:${var.repository}:pull_request",
      "repo:${var.repository}:ref:refs/heads/${var.branch}",
    ]
    apply   = ["repo:${var.repository}:environment:${var.environment}"]
    publish = ["repo:${var.repository}:ref:refs/heads/${var.branch}"]
  }
}

resource "google_project_service" "this" {
  for_each = toset([
    "iam.googleapis.com", "iamcredentials.googleapis.com", "secretmanager.googleapis.com",
    "sts.googleapis.com",
  ])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

data "google_project" "this" {
  project_id = var.project
}

resource "google_iam_workload_identity_pool" "github" {
  project                   = var.project
  workload_identity_pool_id = local.prefix
  display_name              = "GitHub Actions"
  description               = "Runs of ${var.repository}"

  depends_on = [google_project_service.this]
}

resource "google_iam_workload_identity_pool_provider" "github" {
  # checkov:skip=CKV_GCP_125: the condition compares the repository, its numbers and whole subjects, from a list that is made above
  project                            = var.project
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  display_name                       = "GitHub Actions"

  attribute_mapping = { "google.subject" = "assertion.sub" }

  attribute_condition = join(" && ", concat(
    ["assertion.repository == '${local.repository}'"],
    [for claim, number in local.numbers : "assertion.${claim} == '${number}'"],
    ["assertion.sub in [${join(", ", [for each in sort(distinct(flatten(values(local.subjects)))) : "'${each}'"])}]"],
  ))

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account" "this" {
  for_each = local.subjects

  project      = var.project
  account_id   = "${local.prefix}-${each.key}"
  display_name = "${var.name} ${each.key}"
  description  = "Taken on by runs of ${var.repository}: ${join(", ", each.value)}"

  depends_on = [google_project_service.this]
}

resource "google_service_account_iam_member" "github" {
  for_each = merge([
    for key, subjects in local.subjects : { for subject in subjects : "${key} ${subject}" => { key = key, subject = subject } }
  ]...)

  service_account_id = google_service_account.this[each.value.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/subject/${each.value.subject}"
}
