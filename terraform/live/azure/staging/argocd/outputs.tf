output "root_application" {
  description = "Name of the application that installs all others."
  value       = module.argocd.root_application
}
