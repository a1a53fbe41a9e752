data "aws_vpc" "this" {
  id = var.network_id
}

# EKS lets in its nodes only. Whoever else is in the network, such as the machine that
# applies this, comes in here, and still has to say who it is.
resource "aws_security_group" "api" {
  name        = "${var.name}-api"
  description = "Lets the network reach the API server of ${var.name}."
  vpc_id      = var.network_id
  tags        = merge(local.tags, { Name = "${var.name}-api" })
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "HTTPS from the network."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = data.aws_vpc.this.cidr_block
  tags              = local.tags
}
