"""Texts as citizens write them, and the models learnt from them; see corpus/README.md."""
