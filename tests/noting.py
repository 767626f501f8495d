"""What Wagtail notes of all that is saved: which objects it points to, and its words.

Noting takes as long as saving, and few tests look at what was noted: a test that does says so
with `pytest.mark.noted`. The portal's own search is no part of it.
"""

from django.db.models.signals import post_delete, post_save
from modelsearch import index, signal_handlers
from wagtail.signal_handlers import reference_index_auto_update_disabled

_state = {"noted": True}


def note(wanted: bool) -> None:
    """Let Wagtail note what is saved from now on, or not."""
    reference_index_auto_update_disabled.value = not wanted
    if wanted == _state["noted"]:
        return
    _state["noted"] = wanted
    if wanted:
        signal_handlers.register_signal_handlers()
        return
    for model in index.get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
        post_delete.disconnect(signal_handlers.post_delete_signal_handler, sender=model)
