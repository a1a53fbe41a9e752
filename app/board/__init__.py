"""What the pages for people show: words, plots, and which of them where."""
