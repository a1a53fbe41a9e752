"""Who may do what in a composition under test; compose.env has the hashes."""

API = "open the gate"
ARGOCD = "hoist the sails"
PERSON = "weave the numbers"
# Whom the last one is.
NAME = "ada"

BEARER = {"Authorization": f"Bearer {API}"}
HOOK = {"Authorization": f"Bearer {ARGOCD}"}
