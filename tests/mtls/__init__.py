"""Who may reach an engine from outside of its cluster?"""
