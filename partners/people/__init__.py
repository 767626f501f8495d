"""The people of a partner: the pages where they are invited and get another role."""
