"""People who sign in, and the offices they hold."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from places.models import Municipality


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person, known by e-mail; there is no user name."""

    username = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.get_full_name() or self.email


class OfficeQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()


class Office(models.Model):
    """A role a person holds in one municipality, or (without a municipality) in the whole area."""

    Role = Role

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="offices")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty: the whole area."),
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "municipality"], name="office_held_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(municipality=None), name="office_of_the_area_held_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.COORDINATOR) | models.Q(municipality=None),
                name="coordinator_of_the_whole_area",
                violation_error_message=_("A coordinator serves the whole area: leave the municipality empty."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()} {self.municipality or ''}".strip()
