"""What every page of staff here shares: its way home, a form, a question before it is done."""

from django.forms import BaseForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

ROWS = 5  # of a text: it grows while one types


def way(*steps: tuple[str, str]) -> list[dict]:
    """Return the breadcrumbs below the first page; steps are (label, url)."""
    root = reverse("participation_staff:index") if steps else ""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": root, "label": _("Have your say")},
        *({"url": url, "label": label} for label, url in steps),
    ]


def show(
    request: HttpRequest, name: str, title: str, *steps: tuple[str, str], status=200, **context
) -> HttpResponse:
    """Return a page of staff by the name of its template."""
    context |= {
        "header_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": way(*steps, (title, "")) if name != "index" else way(),
    }
    return render(request, f"participation/admin/{name}.html", context, status=status)


def show_form(
    request: HttpRequest,
    form: BaseForm,
    title: str,
    *steps: tuple[str, str],
    button: str,
    back_url: str,
    explanation: str = "",
    is_serious: bool = False,
) -> HttpResponse:
    """Return a page with one form; a form without fields asks whether one is sure."""
    for field in form.fields.values():
        if isinstance(field.widget, Textarea):
            field.widget.attrs["rows"] = min(int(field.widget.attrs.get("rows", ROWS)), ROWS)
    return show(
        request,
        "form",
        title,
        *steps,
        form=form,
        button=button,
        back_url=back_url,
        explanation=explanation,
        is_serious=is_serious,
        status=400 if form.errors else 200,
    )
