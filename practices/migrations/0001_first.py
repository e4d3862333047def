import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import shared.pages.models
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_first'),
        ('ngos', '0001_first'),
        ('places', '0003_guards'),
        ('programme', '0001_goals'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticeIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of good practices',
            },
            bases=(shared.pages.models.RoutedPage, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='PracticePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.TextField(help_text='Two or three sentences everyone understands.', max_length=400, verbose_name='in short')),
                ('situation', models.TextField(help_text='What bothered people, in their own words.', verbose_name='how it was before')),
                ('steps', wagtail.fields.StreamField([('step', 0)], blank=True, block_lookup={0: ('practices.blocks.StepBlock', (), {})}, verbose_name='step by step')),
                ('went_wrong', models.TextField(help_text='Compulsory: others learn most from it. If nothing did, say what was hardest.', verbose_name='what went wrong')),
                ('conditions', models.TextField(blank=True, help_text='One thing a line: people, place, time, permissions.', verbose_name='what you need to repeat it')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4), ('picture', 8), ('file', 11), ('details', 14), ('table', 15), ('call_to_action', 18), ('contact', 23), ('timeline', 24), ('numbers', 25)], blank=True, block_lookup={0: ('shared.looks.blocks.text.HeadingBlock', (), {}), 1: ('shared.looks.blocks.text.ParagraphBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {}), 5: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is seen, for those who cannot see it.', 'label': 'Alternative text', 'max_length': 300}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('image', 5), ('alt_text', 6), ('caption', 7)]], {}), 9: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('document', 9), ('title', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title'}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Text that opens'}), 14: ('wagtail.blocks.StructBlock', [[('summary', 12), ('text', 13)]], {}), 15: ('shared.looks.blocks.text.TableBlock', (), {}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'What to do'}), 17: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 18: ('wagtail.blocks.StructBlock', [[('text', 16), ('page', 17)]], {}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Office or post'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Address', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'required': False}), 22: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('name', 19), ('address', 20), ('phone', 21), ('email', 22)]], {}), 24: ('shared.looks.blocks.facts.TimelineBlock', (), {}), 25: ('shared.looks.blocks.facts.NumbersBlock', (), {})}, verbose_name='more')),
                ('who', models.CharField(blank=True, help_text='An organisation, group or office; a private person only as “a resident”. Needed when no organisation is chosen.', max_length=200, verbose_name='who did it')),
                ('scale', models.CharField(choices=[('village', 'one village'), ('municipality', 'one municipality'), ('area', 'several municipalities'), ('region', 'the whole region'), ('country', 'the whole country')], default='village', max_length=20, verbose_name='scale')),
                ('topic', models.CharField(choices=[('children', 'children and youth'), ('seniors', 'seniors'), ('health', 'health and disability'), ('welfare', 'social help'), ('culture', 'culture and tradition'), ('sport', 'sport and tourism'), ('nature', 'nature and animals'), ('safety', 'safety and fire brigades'), ('education', 'education'), ('civic', 'local and civic matters')], default='civic', max_length=20, verbose_name='topic')),
                ('period', models.CharField(help_text='For example: March to June 2026.', max_length=120, verbose_name='when')),
                ('cost', models.DecimalField(decimal_places=2, help_text='The whole cost, also what was given free of charge if you can value it.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='cost, zł')),
                ('money_sources', models.TextField(blank=True, help_text='Who paid and how much; hours of volunteers too.', verbose_name='where the money came from')),
                ('contact_name', models.CharField(blank=True, help_text='A post or an organisation, not a private person.', max_length=160, verbose_name='contact')),
                ('contact_email', models.EmailField(blank=True, help_text='Never shown: messages of people who want to repeat it go there. Empty: no such button.', max_length=254, verbose_name='e-mail of the contact')),
                ('picture_alt', models.CharField(blank=True, help_text='Compulsory when there is a picture.', max_length=250, verbose_name='what the picture shows')),
                ('verified_on', models.DateField(blank=True, help_text='The day an editor checked the facts with those who did it. Empty: not checked yet.', null=True, verbose_name='checked on')),
                ('documents', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='practices', to='documents.documentpage', verbose_name='related documents')),
                ('goals', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='practices', to='programme.goal', verbose_name='goals it serves')),
                ('municipality', models.ForeignKey(blank=True, help_text='Empty: the whole area, or elsewhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='places.municipality', verbose_name='municipality')),
                ('organisation', models.ForeignKey(blank=True, help_text='When it is in the directory: its name will lead to the profile.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='ngos.organisationpage', verbose_name='organisation')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture')),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.solectwo', verbose_name='village unit')),
            ],
            options={
                'verbose_name': 'good practice',
                'verbose_name_plural': 'good practices',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='RepeatMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='your name')),
                ('reply_to', models.EmailField(max_length=254, verbose_name='your e-mail, for the answer')),
                ('text', models.TextField(max_length=3000, verbose_name='message')),
                ('form_key', models.UUIDField(unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='practices.practicepage')),
            ],
            options={
                'verbose_name': 'message about a practice',
            },
        ),
        migrations.CreateModel(
            name='PracticeResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('value', models.CharField(max_length=40, verbose_name='number')),
                ('label', models.CharField(max_length=160, verbose_name='what it counts')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('practice', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='practices.practicepage')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='what you did')),
                ('situation', models.TextField(verbose_name='how it was before')),
                ('steps', models.TextField(verbose_name='step by step')),
                ('results', models.TextField(verbose_name='what came of it')),
                ('went_wrong', models.TextField(verbose_name='what went wrong')),
                ('cost', models.TextField(blank=True, verbose_name='what it cost')),
                ('conditions', models.TextField(blank=True, verbose_name='what you need to repeat it')),
                ('who', models.CharField(max_length=200, verbose_name='who did it')),
                ('period', models.CharField(blank=True, max_length=120, verbose_name='when')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='first and last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('may_contact', models.BooleanField(default=False, verbose_name='others may write about repeating it')),
                ('language', models.CharField(default='pl', max_length=10)),
                ('form_key', models.UUIDField(unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('new', 'new'), ('taken', 'an editor works on it'), ('finished', 'published'), ('refused', 'refused')], default='new', max_length=20, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='places.municipality', verbose_name='municipality')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.privacynotice')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='practices.practicepage')),
            ],
            options={
                'verbose_name': 'practice sent in',
                'verbose_name_plural': 'practices sent in',
                'indexes': [models.Index(fields=['state', 'created_at'], name='submission_by_state')],
            },
        ),
    ]
