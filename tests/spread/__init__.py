"""Does a run that is spread end like one on one engine, whatever engines do?"""
