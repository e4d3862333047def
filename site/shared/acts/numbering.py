"""Numbers without gaps or doubles, given inside the transaction that stores what bears them."""

from django.db import transaction
from django.db.models import Max, QuerySet

from shared.models import NumberSeries


def next_number(series: str, rows: QuerySet, field: str) -> int:
    """The number after the highest that `rows` have in `field`; 1 when there are none.

    `series` names what is counted together ("consultation 2026"). Its row stays locked until the caller's transaction
    ends, also for the very first number, when there is no other row to lock. Outside a transaction this is an error.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is given inside the transaction that stores it")
    NumberSeries.objects.bulk_create([NumberSeries(name=series)], ignore_conflicts=True)
    NumberSeries.objects.select_for_update().get(name=series)
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1
