location     = "europe-west3"
project      = "ledger-production"
repository   = "https://git.example/release-ledger.git"
environments = []
