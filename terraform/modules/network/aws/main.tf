data "aws_availability_zones" "this" {
  # checkov:skip=CKV_AWS_394: a subnet stays in the zone that it was made in, whatever comes or goes
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.names) >= var.zones
      error_message = "could not spread over '${var.zones}' zones: the region has ${length(self.names)}; take less"
    }
  }
}

data "aws_region" "current" {}

locals {
  tags = merge({ Environment = var.environment, Part = "network" }, var.tags)

  # Three quarters of a /16 are for pods, which have addresses of their own here.
  zones = {
    for index, letter in slice(["a", "b", "c"], 0, var.zones) : letter => {
      zone    = data.aws_availability_zones.this.names[index]
      private = cidrsubnet(var.cidr, 2, index)
      public  = cidrsubnet(var.cidr, 8, 192 + index)
      data    = cidrsubnet(var.cidr, 8, 208 + index)
    }
  }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = merge(local.tags, { Name = var.name })
}

# Whatever forgets to name a security group gets this one, and reaches nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${var.name}-closed" })
}

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.value.zone
  cidr_block        = each.value.private
  tags              = merge(local.tags, { Name = "${var.name}-private-${each.key}", "kubernetes.io/role/internal-elb" = "1" })

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_subnet" "public" {
  for_each = local.zones

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.value.zone
  cidr_block              = each.value.public
  map_public_ip_on_launch = false
  tags                    = merge(local.tags, { Name = "${var.name}-public-${each.key}", "kubernetes.io/role/elb" = "1" })

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_subnet" "data" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.value.zone
  cidr_block        = each.value.data
  tags              = merge(local.tags, { Name = "${var.name}-data-${each.key}" })

  lifecycle {
    ignore_changes = [availability_zone]
  }
}
