output "state_id" {
  description = "The store as rights are given to it: a bucket's ARN, a bucket's name, a container's id."
  value       = google_storage_bucket.this.name
}

output "key_id" {
  description = "Key that states are encrypted with."
  value       = google_kms_crypto_key.this.id
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store. In gcp that is prefix; the store locks by itself."
  value       = { bucket = google_storage_bucket.this.name }
}
