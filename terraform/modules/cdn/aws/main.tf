data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  tags    = merge({ Environment = var.environment, Part = "cdn" }, var.tags)
  origin  = "service"

  # CloudFront takes certificates and sends logs from this region only.
  region = "us-east-1"
}

# Trivy asks for a log and a firewall: as CKV_AWS_86 and CKV_AWS_68.
#trivy:ignore:AVD-AWS-0010 #trivy:ignore:AVD-AWS-0011
resource "aws_cloudfront_distribution" "this" {
  # checkov:skip=CKV_AWS_68: nothing but public files comes through here, by GET without cookies or arguments
  # checkov:skip=CKV_AWS_86: logs are delivered by CloudWatch (logs.tf), which this check does not know
  # checkov:skip=CKV_AWS_305: what is not a path of var.paths is refused, the root with it
  # checkov:skip=CKV_AWS_310: the service is the one origin that there is
  # checkov:skip=CKV_AWS_374: the files are public, in every country
  # checkov:skip=CKV2_AWS_47: as CKV_AWS_68
  comment         = "Static files of ${var.name}."
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.small ? "PriceClass_100" : "PriceClass_All"
  aliases         = [var.domain]
  tags            = merge(local.tags, { Name = var.name })

  origin {
    origin_id   = local.origin
    domain_name = var.origin

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id           = local.origin
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = aws_cloudfront_cache_policy.this.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
    compress                   = true

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.refuse.arn
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.paths

    content {
      path_pattern               = ordered_cache_behavior.value
      target_origin_id           = local.origin
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = aws_cloudfront_cache_policy.this.id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
      compress                   = true
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.this.certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }

  lifecycle {
    precondition {
      condition     = var.domain != var.origin
      error_message = "could not make CDN '${var.name}': '${var.domain}' would ask itself; give the origin a host name of its own"
    }
  }
}
