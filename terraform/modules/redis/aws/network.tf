resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Where Redis ${var.name} gets its address."
  subnet_ids  = var.subnet_ids
  tags        = local.tags
}

resource "aws_security_group" "this" {
  name        = "${var.name}-redis"
  description = "Lets the service reach Redis ${var.name}, which calls nobody."
  vpc_id      = var.network_id
  tags        = merge(local.tags, { Name = "${var.name}-redis" })
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = toset(var.allowed_networks)

  security_group_id = aws_security_group.this.id
  description       = "Redis from nodes and pods."
  ip_protocol       = "tcp"
  from_port         = local.port
  to_port           = local.port
  cidr_ipv4         = each.key
  tags              = local.tags
}
