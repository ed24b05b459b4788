"""Planning, preparing, training, evaluating and tuning a shop's own models: a room that is still empty."""
