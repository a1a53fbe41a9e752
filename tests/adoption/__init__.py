"""Small repositories of many shapes, as people have them."""
