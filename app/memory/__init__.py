"""What may be forgotten: sessions and cached answers."""
