from django.db import migrations


def make_managers(apps, schema_editor):
    """Who was in the team of a partner could do all that a manager can now."""
    Membership = apps.get_model("partners", "Membership")
    PartnerPage = apps.get_model("partners", "PartnerPage")
    for partner in PartnerPage.objects.exclude(team_group=None).select_related("team_group"):
        Membership.objects.bulk_create(
            Membership(user=user, partner=partner, role="manager")
            for user in partner.team_group.user_set.all()
        )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [migrations.RunPython(make_managers, migrations.RunPython.noop)]
