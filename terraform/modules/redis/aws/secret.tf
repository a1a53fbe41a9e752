# Replaced, it gives a new password to Redis and to the secret in one apply:
# tofu apply -replace=module.redis.random_integer.password_version
resource "random_integer" "password_version" {
  min = 1
  max = 2147483647
}

# The only user: Valkey asks for none called default, so nobody comes in without a name.
resource "aws_elasticache_user" "this" {
  user_id   = "${var.name}-ledger"
  user_name = "ledger"
  engine    = "valkey"
  # Reads and writes, but neither KEYS, FLUSHALL nor CONFIG.
  access_string = "on ~* -@all +@connection +@read +@write -@dangerous"
  # Passed through, kept neither in the plan nor in the state.
  passwords_wo         = ephemeral.random_password.this.result
  passwords_wo_version = random_integer.password_version.result
  tags                 = local.tags
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = var.name
  engine        = "valkey"
  user_ids      = [aws_elasticache_user.this.user_id]
  tags          = local.tags
}

resource "aws_secretsmanager_secret" "this" {
  # checkov:skip=CKV2_AWS_57: the service reads it when it starts; a rotation that does not restart it shuts it out
  name                    = "${var.name}/redis"
  description             = "REDIS_URL of ${var.name}."
  kms_key_id              = var.data_key_id
  recovery_window_in_days = 7
  tags                    = local.tags
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id = aws_secretsmanager_secret.this.id
  secret_string_wo = jsonencode({
    REDIS_URL = format(
      "rediss://%s:%s@%s:%d/0",
      aws_elasticache_user.this.user_name,
      ephemeral.random_password.this.result,
      aws_elasticache_replication_group.this.primary_endpoint_address,
      local.port,
    )
  })
  secret_string_wo_version = random_integer.password_version.result
}
