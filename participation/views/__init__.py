"""What visitors see: reading, voting, and what was done."""
