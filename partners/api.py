"""The admin's own API of pictures and documents, narrowed to what the user may choose.

Wagtail's gives every account all of them.
"""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.permissions import permission_policy as image_policy

_WAYS = ["add", "change", "delete", "choose"]


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self):
        allowed = image_policy.instances_user_has_any_permission_for(self.request.user, _WAYS)
        return super().get_queryset().filter(pk__in=allowed.values("pk"))


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        allowed = document_policy.instances_user_has_any_permission_for(self.request.user, _WAYS)
        return super().get_queryset().filter(pk__in=allowed.values("pk"))
