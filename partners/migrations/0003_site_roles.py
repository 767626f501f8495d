import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ROLES = [
    ("worker", "worker"),
    ("manager", "manager"),
    ("data", "data role"),
    ("volunteer", "volunteer"),
    ("editor", "editor"),
    ("admin", "technical administrator"),
]
SITE = ["editor", "admin"]
ABOUT_A_PAGE = ["handed_in", "approved", "sent_back"]


def give_each_its_own_number(apps, schema_editor):
    """The Message-ID of a mail comes from its number."""
    AccountMail = apps.get_model("partners", "AccountMail")
    for mail in AccountMail.objects.all():
        mail.uid, mail.created_at = uuid.uuid4(), mail.due_at
        mail.save(update_fields=["uid", "created_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_managers"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "invitation",
            "partner",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="partners.partnerpage",
            ),
        ),
        migrations.AddField(
            "invitation",
            "area",
            models.ForeignKey(
                blank=True,
                help_text="The municipality that an editor is limited to.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="partners.editorarea",
            ),
        ),
        migrations.AlterField(
            "invitation",
            "role",
            models.CharField(choices=ROLES, max_length=10, verbose_name="role"),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(role__in=SITE, partner=None)
                | (~models.Q(role__in=SITE) & models.Q(partner__isnull=False)),
                name="invitation_to_a_partner_or_the_site",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(area=None) | models.Q(role="editor"),
                name="only_editors_have_an_area",
            ),
        ),
        migrations.AlterField(
            "memberevent",
            "role",
            models.CharField(blank=True, choices=ROLES, max_length=10, verbose_name="role"),
        ),
        migrations.AlterField(
            "memberevent",
            "partner_name",
            models.CharField(blank=True, max_length=255, verbose_name="partner"),
        ),
        migrations.AddField("accountmail", "uid", models.UUIDField(null=True)),
        migrations.AddField(
            "accountmail",
            "created_at",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RunPython(give_each_its_own_number, migrations.RunPython.noop),
        migrations.AlterField(
            "accountmail",
            "uid",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            "accountmail", "sent_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "accountmail", "given_up_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "accountmail",
            "last_error",
            models.CharField(
                blank=True, help_text="The kind of error, without its text.", max_length=80
            ),
        ),
        migrations.AddField(
            "accountmail",
            "state",
            models.ForeignKey(
                blank=True,
                help_text="What is handed in, approved or sent back.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="wagtailcore.workflowstate",
            ),
        ),
        migrations.AddField(
            "accountmail",
            "by",
            models.ForeignKey(
                blank=True,
                help_text="Who handed it in.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "accountmail",
            "kind",
            models.CharField(
                choices=[
                    ("invitation", "invitation"),
                    ("password", "new password"),
                    ("handed_in", "please look at a page"),
                    ("approved", "a page is approved"),
                    ("sent_back", "a page has to change"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveIndex("accountmail", "partners_ac_due_at_05e0f5_idx"),
        migrations.AddIndex(
            "accountmail",
            models.Index(
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                fields=["due_at"],
                name="accountmail_still_due",
            ),
        ),
        migrations.RemoveConstraint("accountmail", "account_mail_has_its_subject"),
        migrations.AddConstraint(
            "accountmail",
            models.CheckConstraint(
                condition=models.Q(kind="invitation", invitation__isnull=False)
                | models.Q(kind="password", user__isnull=False)
                | models.Q(kind__in=ABOUT_A_PAGE, user__isnull=False, state__isnull=False),
                name="account_mail_has_its_subject",
            ),
        ),
    ]
