"""Write decisions of effects to Git: commits land whole or not at all."""
