#include <sqlite3.h>

/* SQLite counts its memory under one lock, which every allocation of every connection takes. Nobody here asks for the
   count. It has to be said before the first connection is opened; the function of SQLite's is variadic, so Swift cannot
   call it. */
static inline int baton_sqlite_without_memory_count(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* Lets a connection close without writing the log back into the database, which it would do on its own account. Variadic,
   too. */
static inline int baton_sqlite_keep_log_at_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
