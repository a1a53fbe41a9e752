mock_provider "aws" {}

variables {
  name   = "shop"
  key_id = "alias/shop"
}

run "orders_wait_four_days" {
  command = plan

  assert {
    condition     = aws_sqs_queue.orders.message_retention_seconds == 345600
    error_message = "orders have to wait four days."
  }
}

run "no_order_waits_longer_than_the_cloud_allows" {
  command = plan

  variables {
    days = 15
  }

  expect_failures = [var.days]
}
