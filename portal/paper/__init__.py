"""On paper: what is on in a meeting centre in one week, in large print, to hang by the door."""
