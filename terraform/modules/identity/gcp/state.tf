# plan locks nothing (-lock=false): it cannot write here.
resource "google_storage_bucket_iam_member" "plan" {
  bucket = var.state_id
  role   = "roles/storage.objectViewer"
  member = google_service_account.this["plan"].member
}

# A state's name in the store begins with its environment.
resource "google_storage_bucket_iam_member" "apply" {
  bucket = var.state_id
  role   = "roles/storage.objectUser"
  member = google_service_account.this["apply"].member

  condition {
    title       = "states-of-${var.environment}"
    description = "Objects of this environment, and the list of them"
    expression  = "resource.type != 'storage.googleapis.com/Object' || resource.name.startsWith('projects/_/buckets/${var.state_id}/objects/${var.environment}/')"
  }
}

# The bucket seals what it stores by itself. Runs use the key where TF_ENCRYPTION has states
# and plans sealed before they leave the machine.
resource "google_kms_crypto_key_iam_member" "state" {
  for_each = toset(["plan", "apply"])

  crypto_key_id = var.state_key_id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = google_service_account.this[each.key].member
}
