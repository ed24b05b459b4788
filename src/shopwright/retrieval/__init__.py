"""The index over products, policies and FAQs, lexical and dense: a room that is still empty."""
