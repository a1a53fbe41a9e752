"""Does what effects decide get into a real Git repository, whatever happens?"""
