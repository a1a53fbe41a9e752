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

run "logs_are_private_and_end" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.logs.block_public_acls && aws_s3_bucket_public_access_block.logs.block_public_policy && aws_s3_bucket_public_access_block.logs.ignore_public_acls && aws_s3_bucket_public_access_block.logs.restrict_public_buckets
    error_message = "the log can be made public"
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 90
    error_message = "the log is kept for another time"
  }

  assert {
    condition     = [for each in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : each.Sid] == ["RefuseWithoutTls", "DeliverLogs"]
    error_message = "others may write the log"
  }

  assert {
    condition     = !contains(aws_cloudwatch_log_delivery.this.record_fields, "cs-uri-query") && !contains(aws_cloudwatch_log_delivery.this.record_fields, "cs(Cookie)")
    error_message = "the log holds what may be secret"
  }
}

run "the_cheap_profile_serves_from_fewer_places" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = aws_cloudfront_distribution.this.price_class == "PriceClass_100" && aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 45
    error_message = "it costs as much"
  }
}

run "the_domain_leads_to_it" {
  assert {
    condition     = toset([for each in aws_route53_record.this : each.type]) == toset(["A", "AAAA"]) && aws_route53_record.proof.name == "_abc.static.ledger.example."
    error_message = "a record is missing"
  }

  assert {
    condition     = output.url == "https://static.ledger.example" && output.target == aws_cloudfront_distribution.this.domain_name
    error_message = "the outputs are others"
  }
}

run "refuses_a_loop" {
  command = plan

  variables {
    origin = "static.ledger.example"
  }

  expect_failures = [aws_cloudfront_distribution.this]
}
