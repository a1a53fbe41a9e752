"""One planted defect for each way the gate terraform can turn red."""

from tests.gates.defects import Defect

ROOT = "terraform/live/staging/main.tf"
MODULE = "terraform/modules/queue"
MISSPELT = """
resource "aws_sqs_queue" "returned" {
  name                       = "shop-returned"
  kms_master_key_id          = "alias/shop"
  message_retention_secondss = 60
}
"""
FAILING = """
run "orders_wait_for_a_week" {
  command = plan

  assert {
    condition     = aws_sqs_queue.orders.message_retention_seconds == 604800
    error_message = "orders have to wait a week."
  }
}
"""
UNTOLD = """
variable "region" {
  description = "Where the shop is."
  type        = string
}
"""
UNDOCUMENTED = """
output "name" {
  description = "What the queue is called."
  value       = aws_sqs_queue.orders.name
}
"""
# Checkov asks who may use a key; Trivy does not.
ANYBODY_S_KEY = """
resource "aws_kms_key" "orders" {
  description             = "Encrypts orders."
  enable_key_rotation     = true
  deletion_window_in_days = 30
}
"""
# Trivy asks whose key it is; to Checkov any is one.
THE_CLOUD_S_KEY = """
resource "aws_sns_topic" "returned" {
  name              = "shop-returned"
  kms_master_key_id = "alias/aws/sns"
}
"""

TERRAFORM_DEFECTS = (
    Defect(
        name="a file of Terraform that is not formatted",
        path=f"{MODULE}/names.tf",
        text='locals {\n  a = 1\n  kind = "queue"\n}\n',
        gate="terraform",
        tool="tofu-fmt",
        leg="fmt",
    ),
    Defect(
        name="an argument that is misspelt",
        path=ROOT,
        text=MISSPELT,
        gate="terraform",
        tool="tofu-validate",
        leg="validate",
    ),
    Defect(
        name="a module that does not do what its test says",
        path=f"{MODULE}/tests/queue.tftest.hcl",
        text=FAILING,
        gate="terraform",
        tool="tofu-test",
        leg="test",
    ),
    Defect(
        name="a variable that nobody gives a value",
        path=ROOT,
        text=UNTOLD,
        gate="terraform",
        tool="tofu-plan",
        leg="plan",
    ),
    Defect(
        name="an output that the README does not have",
        path=f"{MODULE}/outputs.tf",
        text=UNDOCUMENTED,
        gate="terraform",
        tool="terraform-docs",
        leg="docs",
    ),
    Defect(
        name="a key that anybody may use",
        path=ROOT,
        text=ANYBODY_S_KEY,
        gate="terraform",
        tool="checkov-terraform",
        leg="checkov",
    ),
    Defect(
        name="a key that the cloud gives everybody",
        path=ROOT,
        text=THE_CLOUD_S_KEY,
        gate="terraform",
        tool="trivy-terraform",
        leg="trivy",
    ),
)
