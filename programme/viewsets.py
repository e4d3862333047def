"""Lists of the admin: trees, goals, links between them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from programme.goal_references import references_of_goals
from programme.models import Goal, GoalLink, GoalTree
from shared.viewsets import KeptDeleteView


class GoalDeleteView(KeptDeleteView):
    """A goal under which something stands, or to which something refers, is not deleted."""

    def form_valid(self, form):
        goal = self.object
        if goal.projects.exists() or references_of_goals([goal.pk], get_language() or "")[goal.pk]:
            messages.error(
                self.request, gettext("Projects or other things hang on this goal. Move them to another goal first.")
            )
            return redirect(self.index_url_name)
        return super().form_valid(form)


class GoalTreeViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = GoalTree
    icon = "folder-open-1"
    form_fields = ["name", "name_en", "slug", "period", "source", "order"]
    list_display = ["name", "period"]
    search_fields = ["name"]


class GoalViewSet(ModelViewSet):
    delete_view_class = GoalDeleteView
    model = Goal
    icon = "list-ol"
    form_fields = ["tree", "parent", "level", "code", "title", "title_en", "note", "order", "documents"]
    list_display = ["title", "code", "level", "tree"]
    list_filter = ["tree", "level"]
    search_fields = ["code", "title"]


class GoalLinkViewSet(ModelViewSet):
    model = GoalLink
    icon = "link"
    form_fields = ["source", "target"]
    list_display = ["source", "target"]


class GoalsViewSetGroup(ModelViewSetGroup):
    items = (GoalTreeViewSet, GoalViewSet, GoalLinkViewSet)
    menu_label = _("Goals")
    menu_icon = "list-ol"
    menu_order = 140
