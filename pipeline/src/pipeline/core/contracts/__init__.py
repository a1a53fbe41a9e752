"""What the objects of a cluster promise each other, and the service to them."""
