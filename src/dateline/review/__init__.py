"""What people decide: the queue of what needs them next, the ledger of what they said, and what follows."""
