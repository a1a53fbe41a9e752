output "cluster_key_id" {
  description = "Key that seals the cluster's Secrets in etcd. Its ARN."
  value       = aws_kms_key.this["cluster"].arn
}

output "data_key_id" {
  description = "Key that encrypts what is stored: database, Redis, images, logs, the store of secrets, disks of nodes. Its ARN."
  value       = aws_kms_key.this["data"].arn
}
