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
}

variables {
  name                    = "release-ledger-staging"
  environment             = "staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["amazon.com", "letsencrypt.org"]
}

run "refuses_zone_with_a_dot" {
  command = plan

  variables {
    zone = "ledger.example."
  }

  expect_failures = [var.zone]
}

run "refuses_zone_no_domain" {
  command = plan

  variables {
    zone = "ledger"
  }

  expect_failures = [var.zone]
}

run "refuses_certificate_authorities_none" {
  command = plan

  variables {
    certificate_authorities = []
  }

  expect_failures = [var.certificate_authorities]
}

run "refuses_certificate_authorities_by_name" {
  command = plan

  variables {
    certificate_authorities = ["Amazon"]
  }

  expect_failures = [var.certificate_authorities]
}
