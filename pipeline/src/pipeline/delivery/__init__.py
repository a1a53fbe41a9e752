"""Write to Git what an effect has decided: commits that land whole or not at all."""
