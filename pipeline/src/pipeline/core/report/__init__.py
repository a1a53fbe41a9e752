"""Write the files of a report: SARIF, Markdown, JSON and the page."""
