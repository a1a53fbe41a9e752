"""What Falco's rules are checked against where Falco itself is not to be had."""
