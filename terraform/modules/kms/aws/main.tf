data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  tags = merge({ Environment = var.environment, Part = "kms" }, var.tags)

  keys = {
    cluster = { description = "Seals Secrets in etcd of ${var.name}", policy = local.cluster_policy }
    data    = { description = "Encrypts what ${var.name} stores", policy = local.data_policy }
  }
}

resource "aws_kms_key" "this" {
  for_each = local.keys

  description             = each.value.description
  enable_key_rotation     = true
  rotation_period_in_days = var.rotation_days
  deletion_window_in_days = var.deletion_days
  policy                  = jsonencode(each.value.policy)
  tags                    = merge(local.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_kms_alias" "this" {
  for_each = local.keys

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
