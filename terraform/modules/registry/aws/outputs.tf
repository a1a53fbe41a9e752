output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = aws_ecr_repository.this.repository_url
}

output "registry_id" {
  description = "Identifier of the registry in the cloud. Here the account's number."
  value       = aws_ecr_repository.this.registry_id
}
