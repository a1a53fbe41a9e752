locals {
  # Roles of the parts, by their names. Policies of AWS only from this list.
  managed = [
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSClusterPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "service-role/AmazonEBSCSIDriverPolicy",
    "service-role/AmazonRDSEnhancedMonitoringRole",
  ]

  apply_roles = [
    {
      Sid    = "MakeRoles"
      Effect = "Allow"
      Action = [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ]
      Resource = "${local.iam}:role/${var.name}-*"
    },
    {
      Sid      = "AttachKnownPolicies"
      Effect   = "Allow"
      Action   = ["iam:AttachRolePolicy"]
      Resource = "${local.iam}:role/${var.name}-*"
      Condition = {
        ArnEquals = { "iam:PolicyARN" = [for policy in local.managed : "arn:${local.partition}:iam::aws:policy/${policy}"] }
      }
    },
    {
      Sid      = "PassRoles"
      Effect   = "Allow"
      Action   = ["iam:PassRole"]
      Resource = "${local.iam}:role/${var.name}-*"
      Condition = {
        StringEquals = {
          "iam:PassedToService" = ["ec2.amazonaws.com", "eks.amazonaws.com", "monitoring.rds.amazonaws.com", "vpc-flow-logs.amazonaws.com"]
        }
      }
    },
    {
      Sid      = "LetServicesMakeTheirRoles"
      Effect   = "Allow"
      Action   = ["iam:CreateServiceLinkedRole"]
      Resource = "${local.iam}:role/aws-service-role/*"
      Condition = {
        StringEquals = {
          "iam:AWSServiceName" = ["autoscaling.amazonaws.com", "eks.amazonaws.com", "eks-nodegroup.amazonaws.com", "elasticache.amazonaws.com", "rds.amazonaws.com"]
        }
      }
    },
    {
      Sid    = "KnowIssuers"
      Effect = "Allow"
      Action = [
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:GetOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
      ]
      Resource = "${local.iam}:oidc-provider/oidc.eks.${local.region}.amazonaws.com/*"
    },
    {
      # The pipeline's own rights are looked at by every run, and changed by a person.
      Sid      = "ReadOwnRights"
      Effect   = "Allow"
      Action   = ["iam:GetOpenIDConnectProvider", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"]
      Resource = ["${local.iam}:oidc-provider/${local.github}", "${local.iam}:policy/${var.name}-*"]
    },
  ]
}
