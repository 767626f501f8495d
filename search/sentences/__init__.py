"""What a sentence asks for: a day, an age, a price, a place, a theme, and the words that remain."""
