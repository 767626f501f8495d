"""Settings of the portal: each module holds only its difference from base."""
