"""Several nodes on one database behind a balancer: what they are made of, and what happens to them."""
