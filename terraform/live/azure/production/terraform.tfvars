# Put in your own: subscription, domain, repository, groups, addresses, where the states are.
location     = "germanywestcentral"
subscription = "00000000-0000-4000-8000-000000000002"
small        = false
cidr         = "10.30.0.0/16"
domain       = "ledger.example"
repository   = "OWNER/NAME"

administrators   = ["00000000-0000-4000-8000-0000000000a2"]
alarm_emails     = ["on-call@ledger.example"]
registry_readers = ["00000000-0000-4000-8000-0000000000b1"]

state_id     = "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/release-ledger-production-state/providers/Microsoft.Storage/storageAccounts/releaseledgerstate000002/blobServices/default/containers/states"
state_key_id = "https://release-ledger-s-000002.vault.azure.net/keys/state"
