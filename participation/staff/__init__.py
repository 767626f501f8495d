"""What staff do: hold an evening, judge sentences, put and answer what was said, run a panel."""
