data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  tags    = merge({ Environment = var.environment, Part = "dns" }, var.tags)

  # Route 53 takes keys and log groups of this region only, wherever all else is.
  region = "us-east-1"
}

resource "aws_route53_zone" "this" {
  name          = var.zone
  comment       = "Public zone of ${var.name}."
  force_destroy = false
  tags          = merge(local.tags, { Name = var.name })
}

resource "aws_route53_record" "caa" {
  zone_id = aws_route53_zone.this.zone_id
  name    = var.zone
  type    = "CAA"
  ttl     = 3600
  records = concat(
    [for name in var.certificate_authorities : "0 issue \"${name}\""],
    ["0 issuewild \";\""],
  )
}

# Signed from the first day. It holds once the zone above has the DS record of the zone:
# aws route53 get-dnssec --hosted-zone-id ID
resource "aws_route53_key_signing_key" "this" {
  hosted_zone_id             = aws_route53_zone.this.zone_id
  key_management_service_arn = aws_kms_key.signing.arn
  name                       = replace(var.name, "-", "_")
}

resource "aws_route53_hosted_zone_dnssec" "this" {
  hosted_zone_id = aws_route53_key_signing_key.this.hosted_zone_id
}
