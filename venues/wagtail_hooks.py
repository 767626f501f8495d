"""Places in the menu of the admin, and the window in which staff choose a venue."""

from wagtail import hooks

from venues.viewsets import PlacesViewSetGroup, venue_chooser


@hooks.register("register_admin_viewset")
def places():
    return [PlacesViewSetGroup(), venue_chooser]
