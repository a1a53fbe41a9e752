# Volumes of pods are encrypted by the same key, whatever their class says: the account's
# own setting stands above it. An account is for one environment.
resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_ebs_default_kms_key" "this" {
  key_arn = var.data_key_id
}

resource "aws_iam_role_policy" "disks" {
  name = "encrypt-volumes"
  role = aws_iam_role.addon["aws-ebs-csi-driver"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource  = var.data_key_id
        Condition = { StringEquals = { "kms:ViaService" = "ec2.${data.aws_region.current.region}.amazonaws.com" } }
      },
      {
        Effect    = "Allow"
        Action    = ["kms:CreateGrant"]
        Resource  = var.data_key_id
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}
