data "google_project" "this" {
  project_id = var.project
}

# Each project has the service that this asks from its first day.
data "google_logging_project_cmek_settings" "this" {
  project = var.project
}

locals {
  # A version in hardware costs a dollar a month, one in software six cents.
  protection = var.environment == "production" ? "HSM" : "SOFTWARE"

  number = data.google_project.this.number

  # Who encrypts is not who asks for it, but the service itself, by an account of Google's.
  agents = {
    disks    = "service-${local.number}@compute-system.iam.gserviceaccount.com"
    images   = "service-${local.number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
    logs     = data.google_logging_project_cmek_settings.this.service_account_id
    alarms   = "service-${local.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
    postgres = "service-${local.number}@gcp-sa-cloud-sql.iam.gserviceaccount.com"
    redis    = "service-${local.number}@cloud-redis.iam.gserviceaccount.com"
    secrets  = "service-${local.number}@gcp-sa-secretmanager.iam.gserviceaccount.com"
  }
}

resource "google_kms_crypto_key_iam_member" "cluster" {
  crypto_key_id = google_kms_crypto_key.cluster.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${local.number}@container-engine-robot.iam.gserviceaccount.com"
}

resource "google_kms_crypto_key_iam_member" "data" {
  for_each = local.agents

  crypto_key_id = google_kms_crypto_key.data.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${each.value}"
}

# This role has no permission to encrypt or decrypt.
resource "google_kms_key_ring_iam_member" "administrators" {
  for_each = toset(var.administrators)

  key_ring_id = google_kms_key_ring.this.id
  role        = "roles/cloudkms.admin"
  member      = "group:${each.key}"
}
