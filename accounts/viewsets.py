"""Offices in the admin: who holds which role where."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from accounts.models import Office
from accounts.services import change_office, grant_office, revoke_office


class NotOwnOffice:
    """Nobody gives themselves a role: somebody else must."""

    def is_valid(self, form):
        own = form.is_valid() and form.cleaned_data["user"] == self.request.user
        if own and not self.request.user.is_superuser:
            form.add_error("user", _("Somebody else must give you an office."))
        return super().is_valid(form)


class GrantView(NotOwnOffice, generic.CreateView):
    def save_instance(self):
        data = self.form.cleaned_data
        office = grant_office(data["user"], data["role"], data["municipality"])
        log(office, "wagtail.create", user=self.request.user)
        return office


class ChangeView(NotOwnOffice, generic.EditView):
    def save_instance(self):
        data = self.form.cleaned_data
        before = Office.objects.get(pk=self.object.pk)
        office = change_office(before, data["user"], data["role"], data["municipality"])
        log(office, "wagtail.edit", user=self.request.user)
        return office


class RevokeView(generic.DeleteView):
    def delete_action(self):
        log(self.object, "wagtail.delete", user=self.request.user, deleted=True)
        revoke_office(self.object)


class OfficeViewSet(ModelViewSet):
    model = Office
    icon = "user"
    menu_label = _("Offices")
    add_to_settings_menu = True
    form_fields = ["user", "role", "municipality"]
    list_display = ["user", "role", "municipality"]
    list_filter = ["role", "municipality"]
    add_view_class = GrantView
    edit_view_class = ChangeView
    delete_view_class = RevokeView
    copy_view_enabled = False
    inspect_view_enabled = False
