"""From visits to verdicts, from verdicts to standings."""
