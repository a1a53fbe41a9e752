output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value       = { for name, role in aws_iam_role.workload : name => { "eks.amazonaws.com/role-arn" = role.arn } }

  depends_on = [aws_iam_role_policy.workload]
}

output "plan_identity" {
  description = "What a run that plans takes on: a role's ARN, a service account's address, a client id."
  value       = local.role_arns.plan

  depends_on = [aws_iam_role.pipeline]
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = local.role_arns.apply

  depends_on = [aws_iam_role.pipeline]
}

output "publish_identity" {
  description = "What a run that publishes images takes on, and what the registry lets push."
  value       = local.role_arns.publish

  depends_on = [aws_iam_role.pipeline]
}
