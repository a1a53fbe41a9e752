output "state_id" {
  description = "The store as rights are given to it: a bucket's ARN, a bucket's name, a container's id."
  value       = aws_s3_bucket.this["states"].arn

  depends_on = [aws_s3_bucket_policy.this, aws_s3_bucket_versioning.this]
}

output "key_id" {
  description = "Key that states are encrypted with. Its ARN."
  value       = aws_kms_key.this.arn
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store."
  value = {
    bucket       = aws_s3_bucket.this["states"].id
    region       = data.aws_region.current.region
    encrypt      = true
    kms_key_id   = aws_kms_key.this.arn
    use_lockfile = true
  }
}
