mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:111122223333:certificate/abc"
      domain_validation_options = [{
        domain_name           = "static.ledger.example"
        resource_record_name  = "_abc.static.ledger.example."
        resource_record_type  = "CNAME"
        resource_record_value = "_def.acm-validations.aws."
      }]
    }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  domain      = "static.ledger.example"
  origin      = "ledger.example"
  zone_id     = "Z0ABC"
}

run "readers_and_the_service_speak_tls" {
  command = plan

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "readers may speak something older"
  }

  assert {
    condition     = alltrue([for each in aws_cloudfront_distribution.this.origin : each.custom_origin_config[0].origin_protocol_policy == "https-only" && each.custom_origin_config[0].origin_ssl_protocols == toset(["TLSv1.2"])])
    error_message = "the service is asked in plain"
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https"
    error_message = "plain HTTP is answered"
  }

  assert {
    condition     = aws_acm_certificate.this.region == "us-east-1"
    error_message = "CloudFront does not find the certificate"
  }
}

run "only_static_files_are_passed_on" {
  command = plan

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.ordered_cache_behavior : each.path_pattern] == ["/static/*"]
    error_message = "other paths are passed on"
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this.default_cache_behavior[0].function_association) == 1 && strcontains(aws_cloudfront_function.refuse.code, "404")
    error_message = "what is no static file reaches the service"
  }

  assert {
    condition     = alltrue([for each in aws_cloudfront_distribution.this.ordered_cache_behavior : each.allowed_methods == toset(["GET", "HEAD"])])
    error_message = "something can be written"
  }
}

run "headers_are_fixed" {
  command = plan

  assert {
    condition     = aws_cloudfront_response_headers_policy.this.security_headers_config[0].strict_transport_security[0].access_control_max_age_sec == 31536000
    error_message = "browsers forget that it is by HTTPS"
  }

  assert {
    condition     = aws_cloudfront_response_headers_policy.this.security_headers_config[0].frame_options[0].frame_option == "DENY"
    error_message = "a file can be framed"
  }

  assert {
    condition     = [for each in aws_cloudfront_response_headers_policy.this.cors_config : each.access_control_allow_origins[0].items] == [toset(["https://ledger.example"])]
    error_message = "other pages may read the files"
  }
}
