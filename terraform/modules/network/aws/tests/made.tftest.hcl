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

run "nothing_has_a_public_address" {
  command = plan

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch])
    error_message = "a public subnet gives addresses away"
  }

  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_subnet.data) == 3 && length(aws_subnet.public) == 3
    error_message = "there are not three zones"
  }

  assert {
    condition     = length(distinct([for subnet in concat(values(aws_subnet.private), values(aws_subnet.data), values(aws_subnet.public)) : subnet.cidr_block])) == 9
    error_message = "two subnets have the same addresses"
  }

  assert {
    condition     = output.client_networks == ["10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18"]
    error_message = "others than private subnets may call the database"
  }
}

run "each_zone_has_its_way_out" {
  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_route.private) == 3
    error_message = "a zone depends on another one"
  }

  assert {
    condition     = alltrue([for route in aws_route.private : route.nat_gateway_id != null && route.destination_cidr_block == "0.0.0.0/0"])
    error_message = "a private subnet has another way out"
  }

  assert {
    condition     = length(output.egress_addresses) == 3
    error_message = "not all addresses are told"
  }
}

run "the_cheap_profile_has_one_gateway" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_eip.gateway) == 1
    error_message = "there is more than one gateway"
  }

  assert {
    condition     = length(aws_route.private) == 3
    error_message = "a zone has no way out"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow.retention_in_days == 60
    error_message = "logs are not kept for the next number above half of 90"
  }
}
