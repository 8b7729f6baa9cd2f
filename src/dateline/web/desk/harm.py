"""What is kept from readers, and why; an editor releases it, or keeps more back, with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.data import toml
from dateline.errors import DatelineError
from dateline.model import Judgement
from dateline.pipeline import withholding
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.roles import Role, needs


@needs(Role.ANALYST)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Explain each rule with what it does now, and list what it keeps back."""
    context = {
        "own": desk().settings.harm,
        "table": toml("harm"),
        "kept": withholding.kept(desk()),
        "decided": withholding.released(desk()),
    }
    return render(request, "desk/harm.html.j2", context)


@needs(Role.EDITOR)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Release or withhold a name or an incident."""
    judgement = forms.one_of(Judgement, request.POST.get("judgement"))
    try:
        made = withholding.decide(
            desk(),
            judgement,
            forms.text(request, "subject"),
            request.user.get_username(),
            moment(),
            forms.text(request, "reason"),
        )
    except DatelineError as error:
        forms.refused(request, error)
    else:
        messages.success(request, f"Decided: {made.judgement.value}. Readers see it at once.")
    return redirect("desk:harm")
