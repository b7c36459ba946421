"""The ledger's pure part: canonical bytes, hash chain, Merkle tree, anchors, proofs. Knows only refusals."""
