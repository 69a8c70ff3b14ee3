"""Speed and memory, as ratios against a peer or against a smaller size in the same run. `make bench` runs them all."""
