from django.urls import path

from practices.views import repeating, submitting

app_name = "practices"
urlpatterns = [
    path("dobra-praktyka/opisz/", submitting.SubmitPractice.as_view(), name="submit"),
    path("dobra-praktyka/zgloszenie/<int:pk>/", submitting.receipt, name="receipt"),
    path("dobra-praktyka/<int:pk>/powtorz/", repeating.write, name="repeat"),
]
