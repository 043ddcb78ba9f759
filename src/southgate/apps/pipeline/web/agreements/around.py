"""What the forms of agreements share: crumbs, choices, and a paper that is brought with the form."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.agreements.choices import files_kept
from southgate.apps.pipeline.web.agreements.forms import Choices, chosen
from southgate.kernel.files import services as files
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.answers import AuthedRequest, command_id


def page_of(agreement: UUID) -> str:
    return reverse("agreements:agreement", args=[agreement])


def around(agreement: Any, title: str) -> dict[str, Any]:
    """What every form about an agreement shows around itself. `agreement` has id, title, project."""
    url = page_of(agreement.id)
    project = reverse("pipeline:project", args=[agreement.project_id])
    crumbs = [(_("协议与履约"), reverse("agreements:list")), (agreement.project.name, project), (agreement.title, url)]
    return {"title": title, "crumbs": crumbs, "back_url": url}


def kept(by: Actor, agreement: UUID) -> Choices:
    return [(str(id), name) for id, name in files_kept(by, agreement)]


def paper(request: AuthedRequest, form: Any, agreement: UUID) -> UUID | None:
    """The file that came with the form, kept as evidence of the agreement; else the one that was chosen.

    Its id follows from the form's own, so that the same form sent twice keeps one file.
    """
    brought = form.cleaned_data.get("file")
    if not brought:
        return chosen(form.cleaned_data.get("kept", ""))
    own = uuid5(command_id(request), "file")
    answer = files.add(
        brought, brought.name or "", "agreement", agreement, by=request.actor, today=request.today, command_id=own
    )
    return UUID(answer.data["files"][0])
