"""What the demonstration mailed, readable in the browser at /post/."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import mail

SHOWN = 100


def _message(name):
    if not settings.DEMO:
        raise Http404
    try:
        return mail.read(name)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
@never_cache
def mailbox(request):
    """List the newest messages; a demonstration only."""
    if not settings.DEMO:
        raise Http404
    newest = [(name, mail.read(name)) for name in mail.names()[:SHOWN]]
    messages = [
        {
            "name": name,
            "to": message["to"],
            "subject": message["subject"],
            "sent": message["date"].datetime if message["date"] else None,
        }
        for name, message in newest
    ]
    return render(request, "portal/mailbox.html", {"messages_list": messages})


@require_safe
@never_cache
@csp_update({"frame-src": [SELF]})
def message(request, name):
    """Show one message: headers, text, the HTML in a sandbox, attachments to save."""
    letter = _message(name)
    text = letter.get_body(("plain",))
    context = {
        "name": name,
        "letter": {
            "sender": letter["from"],
            "to": letter["to"],
            "subject": letter["subject"],
            "sent": letter["date"].datetime if letter["date"] else None,
            "text": text.get_content() if text else "",
            "has_html": letter.get_body(("html",)) is not None,
            "attachments": [
                {"number": number, "name": part.get_filename() or f"bijlage-{number}"}
                for number, part in enumerate(letter.iter_attachments(), 1)
            ],
        },
    }
    return render(request, "portal/mailbox_message.html", context)


@require_safe
@never_cache
@csp_replace(
    {
        "default-src": [NONE],
        "style-src": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-top-navigation-by-user-activation"],
    }
)
def html(request, name):
    """Show the HTML part as a mail program would; nothing in it can run."""
    body = _message(name).get_body(("html",))
    if body is None:
        raise Http404
    # A link leaves the frame: where it leads is no part of the mail.
    return HttpResponse(body.get_content().replace("<head>", '<head><base target="_top">', 1))


@require_safe
@never_cache
def attachment(request, name, number):
    """Hand out attachment number, counted from 1, to be saved."""
    parts = list(_message(name).iter_attachments())
    if not 1 <= number <= len(parts):
        raise Http404
    part = parts[number - 1]
    response = HttpResponse(
        part.get_payload(decode=True), content_type=part.get_content_type() or "text/plain"
    )
    filename = (part.get_filename() or f"bijlage-{number}").replace('"', "")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


urlpatterns = [
    path("", mailbox, name="mailbox"),
    path("<str:name>/", message, name="mailbox_message"),
    path("<str:name>/html/", html, name="mailbox_html"),
    path("<str:name>/<int:number>/", attachment, name="mailbox_attachment"),
]
