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

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  data_key_id = "arn:aws:kms:eu-central-1:111122223333:key/data"
}

run "traffic_is_logged_and_the_log_encrypted" {
  command = plan

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL"
    error_message = "only some of the traffic is logged"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_cloudwatch_log_group.flow.retention_in_days == 90
    error_message = "the log is plain, or kept for another time"
  }
}

run "flow_logs_may_only_write_their_group" {
  assert {
    condition     = jsondecode(aws_iam_role_policy.flow.policy).Statement[0].Action == ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    error_message = "the role may do something else"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.flow.policy).Statement[0].Resource == "${aws_cloudwatch_log_group.flow.arn}:*"
    error_message = "the role may write elsewhere"
  }
}

run "the_default_group_lets_nothing_through" {
  assert {
    condition     = length(aws_default_security_group.this.ingress) == 0 && length(aws_default_security_group.this.egress) == 0
    error_message = "the default security group has rules"
  }
}

run "endpoints_cost_only_whom_asks" {
  command = plan

  assert {
    condition     = toset(keys(aws_vpc_endpoint.gateway)) == toset(["dynamodb", "s3"]) && length(aws_vpc_endpoint.interface) == 0
    error_message = "there are other endpoints than those that cost nothing"
  }
}

run "endpoints_are_let_in_by_private_subnets_only" {
  command = plan

  variables {
    interface_endpoints = ["ecr.api", "ecr.dkr"]
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 2 && alltrue([for each in aws_vpc_endpoint.interface : each.private_dns_enabled])
    error_message = "an endpoint is not there, or not found by its name"
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.endpoints : rule.from_port == 443 && rule.to_port == 443 && startswith(rule.cidr_ipv4, "10.20.")])
    error_message = "others may reach the endpoints"
  }
}

run "refuses_a_region_with_too_few_zones" {
  command = plan

  override_data {
    target = data.aws_availability_zones.this
    values = { names = ["eu-central-1a"] }
  }

  expect_failures = [data.aws_availability_zones.this]
}
