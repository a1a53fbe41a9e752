"""Parse the reports of tools into findings, one module a tool."""
