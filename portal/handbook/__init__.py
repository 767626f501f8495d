"""The handbook of staff: docs/handleiding.md, shown in the admin as a page of help."""
