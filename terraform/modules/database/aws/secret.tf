# Replaced, it gives a new password to the database and to the secret in one apply:
# tofu apply -replace=module.database.random_integer.password_version
resource "random_integer" "password_version" {
  min = 1
  max = 2147483647
}

resource "aws_secretsmanager_secret" "this" {
  # checkov:skip=CKV2_AWS_57: the service reads it when it starts; a rotation that does not restart it shuts it out
  name                    = "${var.name}/database"
  description             = "DATABASE_URL of ${var.name}."
  kms_key_id              = var.data_key_id
  recovery_window_in_days = var.deletion_protection ? 30 : 7
  tags                    = local.tags
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id = aws_secretsmanager_secret.this.id
  secret_string_wo = jsonencode({
    # require: the authority of RDS is in no image. The server refuses what has no TLS.
    DATABASE_URL = format(
      "postgresql+psycopg://%s:%s@%s:%d/%s?sslmode=require",
      aws_db_instance.this.username,
      ephemeral.random_password.this.result,
      aws_db_instance.this.address,
      local.port,
      var.database_name,
    )
  })
  secret_string_wo_version = random_integer.password_version.result
}
