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

run "refuses_domain_with_a_scheme" {
  command = plan

  variables {
    domain = "https://static.ledger.example"
  }

  expect_failures = [var.domain]
}

run "refuses_origin_with_a_scheme" {
  command = plan

  variables {
    origin = "https://ledger.example"
  }

  expect_failures = [var.origin]
}

run "refuses_zone_id_a_name" {
  command = plan

  variables {
    zone_id = "ledger.example"
  }

  expect_failures = [var.zone_id]
}

run "refuses_paths_none" {
  command = plan

  variables {
    paths = []
  }

  expect_failures = [var.paths]
}

run "refuses_paths_everything" {
  command = plan

  variables {
    paths = ["/*"]
  }

  expect_failures = [var.paths]
}

run "refuses_paths_no_path" {
  command = plan

  variables {
    paths = ["static"]
  }

  expect_failures = [var.paths]
}
