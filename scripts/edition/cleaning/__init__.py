"""Cleaning: one module for each class of edit, named as in the editorial policy.

Each module has functions ``text → edits (and doubts)``: pure, with offsets in their own input,
knowing nothing of each other. `edition.reading` puts them in their order.
"""
