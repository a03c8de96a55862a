"""One of several nodes on one database."""

from hub import Hub


class Node(Hub):
    def __init__(self, data, database, options=()):
        super().__init__(data, options=["--proxy", "127.0.0.1", *options], in_directory=True)
        self.database = database
        self.place += ["--database", database]
