"""Who did what and when, in one screen: content, people, and looks at personal data."""
