"""What staff see of signups, in the admin."""
