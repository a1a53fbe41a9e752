locals {
  # Who came, what waited, what was changed. Values of statements stay out of the log.
  settings = {
    "connection_throttle.enable" = "on"
    "log_checkpoints"            = "on"
    "log_connections"            = "on"
    "log_disconnections"         = "on"
    "log_lock_waits"             = "on"
    "log_min_error_statement"    = "error"
    "log_statement"              = "ddl"
    "max_connections"            = tostring(var.max_connections)
    "require_secure_transport"   = "on"
    "ssl_min_protocol_version"   = "TLSv1.2"
  }
}

resource "azurerm_postgresql_flexible_server_configuration" "this" {
  for_each = local.settings

  server_id = azurerm_postgresql_flexible_server.this.id
  name      = each.key
  value     = each.value
}
