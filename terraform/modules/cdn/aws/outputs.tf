output "url" {
  description = "Value of the setting CDN_URL."
  value       = "https://${var.domain}"

  depends_on = [aws_route53_record.this]
}

output "target" {
  description = "Host name or address that the record of the domain leads to."
  value       = aws_cloudfront_distribution.this.domain_name
}
