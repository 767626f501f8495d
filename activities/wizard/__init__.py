"""“New activity”: four steps that end in a draft with its group, dates and signup."""
