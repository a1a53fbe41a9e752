output "cluster_key_id" {
  description = "Key that seals the cluster's Secrets in etcd."
  value       = google_kms_crypto_key.cluster.id

  depends_on = [google_kms_crypto_key_iam_member.cluster]
}

output "data_key_id" {
  description = "Key that encrypts what is stored: database, Redis, images, logs, the store of secrets, disks of nodes."
  value       = google_kms_crypto_key.data.id

  # Who knows the key may rely on Google's services being allowed to use it.
  depends_on = [google_kms_crypto_key_iam_member.data]
}
