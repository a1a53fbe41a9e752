resource "aws_acm_certificate" "this" {
  region = local.region

  domain_name       = var.domain
  validation_method = "DNS"
  key_algorithm     = "EC_prime256v1"
  tags              = merge(local.tags, { Name = var.domain })

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # One name, one proof.
  proof = one(aws_acm_certificate.this.domain_validation_options)
}

resource "aws_route53_record" "proof" {
  zone_id = var.zone_id
  name    = local.proof.resource_record_name
  type    = local.proof.resource_record_type
  records = [local.proof.resource_record_value]
  ttl     = 300
}

resource "aws_acm_certificate_validation" "this" {
  region = local.region

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.proof.fqdn]
}

resource "aws_route53_record" "this" {
  for_each = toset(["A", "AAAA"])

  zone_id = var.zone_id
  name    = var.domain
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
