"""The picture of a new activity: one that the partner has already, or a new one."""

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from partners.models import PartnerPage
from pictures import renditions
from pictures.forms import PictureForm
from pictures.models import Picture

SHOWN = 12  # the newest of the partner's own


def own_pictures(partner: PartnerPage) -> QuerySet[Picture]:
    """Return the pictures in the partner's collection, the newest first."""
    return Picture.objects.filter(collection=partner.collection_id).order_by("-created_at", "-pk")


class ChoosePicture(forms.Form):
    """Which of the partner's own pictures; none is possible, it can be added later."""

    picture = forms.ModelChoiceField(
        Picture.objects.none(), label=_("Picture"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, partner: PartnerPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["picture"].queryset = own_pictures(partner)

    def rows(self) -> list[dict]:
        """Return what there is to choose, with its <picture>; the chosen one is among them."""
        found = list(self.fields["picture"].queryset[:SHOWN])
        chosen = self["picture"].value()
        if chosen and all(str(row.pk) != str(chosen) for row in found):
            found += self.fields["picture"].queryset.filter(pk=chosen)
        drawn = renditions.html_for(found, "card", alt="")
        return [
            {
                "picture": row,
                "html": drawn.get(row.pk, ""),
                "is_chosen": str(row.pk) == str(chosen or ""),
            }
            for row in found
        ]


class NewPicture(PictureForm):
    """A new picture for the partner: what is on it, who, and whether they agree."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It goes to the partner whose activity it is, whatever else the account looks after.
        self.fields.pop("collection", None)
        # There is no title here that Wagtail's script could keep in step with the file.
        attributes = self.fields["file"].widget.attrs
        for name in [name for name in attributes if name.startswith("data-")]:
            del attributes[name]

    def save(self, commit: bool = True) -> Picture:
        """Keep the picture under the words that describe it."""
        self.instance.title = self.cleaned_data["description"][:255]
        return super().save(commit)

    class Meta(PictureForm.Meta):
        model = Picture
        fields = ("file", "description", "people", "consent_on", "collection")


@transaction.atomic
def keep(*, form: NewPicture, partner: PartnerPage, by: User) -> Picture:
    """Keep a valid new picture in the partner's collection."""
    form.instance.collection = partner.collection
    form.instance.uploaded_by_user = by
    picture = form.save()
    log(instance=picture, action="wagtail.create", user=by)
    return picture
