"""Full-text search: triggers copy what can be searched into one table, and keep its index."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

REPORT = "INSERT INTO desk_searched (kind, item, report, title, body, day, source)"
STATEMENT = "INSERT INTO desk_searched (kind, item, report, title, body, day, source)"
INCIDENT = "INSERT INTO desk_searched (kind, item, title, body, day, place, grade)"

# What each row gives. {r} is NEW in a trigger, and the table when rows that are there already are copied.
OF_REPORT = "'report', {r}.id, {r}.id, coalesce({r}.title, ''), {r}.text, {r}.published, {r}.source"
OF_INCIDENT = (
    "'incident', {r}.label, {r}.title, {r}.type || ' ' || coalesce({r}.place_name, '') || ' ' || {r}.grade_reason, "
    "{r}.first, {r}.place_name, {r}.grade"
)
OF_STATEMENT = (
    "'statement', {r}.report_id || '#' || {r}.label, {r}.report_id, coalesce({r}.name, {r}.speaker_text, ''), "
    "coalesce({words}, ''), w.published, w.source"
)
WORDS_SQLITE = "(SELECT group_concat(json_extract(c.value, '$.text'), ' ') FROM json_each({r}.content) AS c)"
WORDS_POSTGRESQL = "(SELECT string_agg(c->>'text', ' ') FROM jsonb_array_elements({r}.content) AS c)"


def filled(template: str, row: str, words: str = "") -> str:
    return template.format(r=row, words=words.format(r=row))


def copies(words: str) -> tuple[str, ...]:
    """Return the statements that copy what is there already."""
    return (
        f"{REPORT} SELECT {filled(OF_REPORT, 'x')} FROM desk_report x",
        f"{STATEMENT} SELECT {filled(OF_STATEMENT, 'x', words)} FROM desk_statement x "
        "JOIN desk_report w ON w.id = x.report_id",
        f"{INCIDENT} SELECT {filled(OF_INCIDENT, 'x')} FROM desk_incident x",
    )


def sqlite() -> tuple[str, ...]:
    statement = filled(OF_STATEMENT, "NEW", WORDS_SQLITE)
    return (
        *copies(WORDS_SQLITE),
        """CREATE VIRTUAL TABLE desk_found USING fts5(
           title, body, content='desk_searched', content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
        "INSERT INTO desk_found(desk_found) VALUES ('rebuild')",
        """CREATE TRIGGER searched_in AFTER INSERT ON desk_searched BEGIN
           INSERT INTO desk_found(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END""",
        """CREATE TRIGGER searched_out AFTER DELETE ON desk_searched BEGIN
           INSERT INTO desk_found(desk_found, rowid, title, body)
           VALUES ('delete', OLD.id, OLD.title, OLD.body); END""",
        """CREATE TRIGGER searched_new AFTER UPDATE ON desk_searched BEGIN
           INSERT INTO desk_found(desk_found, rowid, title, body)
           VALUES ('delete', OLD.id, OLD.title, OLD.body);
           INSERT INTO desk_found(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END""",
        f"""CREATE TRIGGER report_found AFTER INSERT ON desk_report BEGIN
           {REPORT} SELECT {filled(OF_REPORT, "NEW")}; END""",
        """CREATE TRIGGER report_renamed AFTER UPDATE OF title, published, source ON desk_report
           WHEN OLD.title IS NOT NEW.title OR OLD.published IS NOT NEW.published OR OLD.source IS NOT NEW.source
           BEGIN UPDATE desk_searched SET title = coalesce(NEW.title, ''), day = NEW.published, source = NEW.source
           WHERE kind = 'report' AND item = NEW.id; END""",
        f"""CREATE TRIGGER statement_found AFTER INSERT ON desk_statement BEGIN
           {STATEMENT} SELECT {statement} FROM desk_report w WHERE w.id = NEW.report_id; END""",
        """CREATE TRIGGER statement_lost AFTER DELETE ON desk_statement BEGIN
           DELETE FROM desk_searched WHERE kind = 'statement' AND item = OLD.report_id || '#' || OLD.label; END""",
        f"""CREATE TRIGGER incident_found AFTER INSERT ON desk_incident BEGIN
           {INCIDENT} SELECT {filled(OF_INCIDENT, "NEW")}; END""",
        f"""CREATE TRIGGER incident_new AFTER UPDATE ON desk_incident BEGIN
           DELETE FROM desk_searched WHERE kind = 'incident' AND item = OLD.label;
           {INCIDENT} SELECT {filled(OF_INCIDENT, "NEW")}; END""",
        """CREATE TRIGGER incident_lost AFTER DELETE ON desk_incident BEGIN
           DELETE FROM desk_searched WHERE kind = 'incident' AND item = OLD.label; END""",
    )


def postgresql() -> tuple[str, ...]:
    statement = filled(OF_STATEMENT, "NEW", WORDS_POSTGRESQL)
    lost = "DELETE FROM desk_searched WHERE kind = '{}' AND item = {};"
    bodies = {
        "report": (f"{REPORT} SELECT {filled(OF_REPORT, 'NEW')};", lost.format("report", "OLD.id")),
        "statement": (
            f"{STATEMENT} SELECT {statement} FROM desk_report w WHERE w.id = NEW.report_id;",
            lost.format("statement", "OLD.report_id || '#' || OLD.label"),
        ),
        "incident": (
            f"{INCIDENT} SELECT {filled(OF_INCIDENT, 'NEW')};",
            lost.format("incident", "OLD.label"),
        ),
    }
    made = [
        *copies(WORDS_POSTGRESQL),
        """CREATE INDEX searched_words ON desk_searched
           USING gin (to_tsvector('simple', title || ' ' || body))""",
    ]
    for name, (into, out) in bodies.items():
        made.append(
            f"""CREATE FUNCTION desk_{name}_found() RETURNS trigger AS $$ BEGIN
                IF TG_OP <> 'INSERT' THEN {out} END IF;
                IF TG_OP <> 'DELETE' THEN {into} END IF;
                RETURN NULL; END $$ LANGUAGE plpgsql"""
        )
        made.append(
            f"""CREATE TRIGGER {name}_found AFTER INSERT OR UPDATE OR DELETE ON desk_{name}
                FOR EACH ROW EXECUTE FUNCTION desk_{name}_found()"""
        )
    return tuple(made)


def index(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor]():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0008_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Searched",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("item", models.TextField()),
                ("report", models.TextField(null=True)),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("day", models.DateField(null=True)),
                ("place", models.TextField(null=True)),
                ("source", models.TextField(null=True)),
                ("grade", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "item"], name="searched_item")],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
