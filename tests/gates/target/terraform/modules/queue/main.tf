resource "aws_sqs_queue" "orders" {
  name                              = "${var.name}-orders"
  kms_master_key_id                 = var.key_id
  kms_data_key_reuse_period_seconds = 300
  message_retention_seconds         = var.days * 86400
  tags                              = var.tags
}
