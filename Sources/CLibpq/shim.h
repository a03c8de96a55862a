#include <dlfcn.h>
#include <postgresql/libpq-fe.h>
#include <string.h>

// libpq brings OpenSSL, Kerberos and LDAP along: it is opened when a hub is kept in PostgreSQL, not by each one. These are
// the functions of it that are used.
typedef struct {
  PGconn *(*_Nonnull connectdb_params)(const char *const *keywords, const char *const *values, int expand_dbname);
  ConnStatusType (*_Nonnull status)(const PGconn *connection);
  char *(*_Nonnull error_message)(const PGconn *connection);
  void (*_Nonnull finish)(PGconn *connection);
  PQnoticeProcessor (*_Nonnull set_notice_processor)(PGconn *connection, PQnoticeProcessor processor, void *context);
  PGTransactionStatusType (*_Nonnull transaction_status)(const PGconn *connection);
  PGresult *(*_Nonnull exec)(PGconn *connection, const char *text);
  PGresult *(*_Nonnull prepare)(PGconn *connection, const char *name, const char *text, int count, const Oid *types);
  PGresult *(*_Nonnull exec_prepared)(
      PGconn *connection, const char *name, int count, const char *const *values, const int *lengths,
      const int *formats, int result_format);
  int (*_Nonnull enter_pipeline)(PGconn *connection);
  int (*_Nonnull exit_pipeline)(PGconn *connection);
  int (*_Nonnull send_prepared)(
      PGconn *connection, const char *name, int count, const char *const *values, const int *lengths,
      const int *formats, int result_format);
  int (*_Nonnull pipeline_sync)(PGconn *connection);
  PGresult *(*_Nonnull get_result)(PGconn *connection);
  ExecStatusType (*_Nonnull result_status)(const PGresult *result);
  char *(*_Nonnull result_error_field)(const PGresult *result, int field);
  char *(*_Nonnull cmd_tuples)(PGresult *result);
  char *(*_Nonnull cmd_status)(PGresult *result);
  int (*_Nonnull ntuples)(const PGresult *result);
  int (*_Nonnull getisnull)(const PGresult *result, int row, int column);
  int (*_Nonnull getlength)(const PGresult *result, int row, int column);
  char *(*_Nonnull getvalue)(const PGresult *result, int row, int column);
  void (*_Nonnull clear)(PGresult *result);
  int (*_Nonnull socket)(const PGconn *connection);
  int (*_Nonnull backend_pid)(const PGconn *connection);
  int (*_Nonnull consume_input)(PGconn *connection);
  PGnotify *(*_Nonnull notifies)(PGconn *connection);
  void (*_Nonnull freemem)(void *memory);
} baton_pq;

static inline int baton_pq_find(void *library, const char *name, void *place) {
  void *found = dlsym(library, name);
  // A pointer to data and one to a function are of one kind here (POSIX, dlsym).
  memcpy(place, &found, sizeof found);
  return found != NULL;
}

// Whether the library is there with all that is used of it. It stays open.
static inline int baton_pq_open(baton_pq *_Nonnull pq) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  return library != NULL && baton_pq_find(library, "PQconnectdbParams", &pq->connectdb_params) &&
         baton_pq_find(library, "PQstatus", &pq->status) &&
         baton_pq_find(library, "PQerrorMessage", &pq->error_message) &&
         baton_pq_find(library, "PQfinish", &pq->finish) &&
         baton_pq_find(library, "PQsetNoticeProcessor", &pq->set_notice_processor) &&
         baton_pq_find(library, "PQtransactionStatus", &pq->transaction_status) &&
         baton_pq_find(library, "PQexec", &pq->exec) &&
         baton_pq_find(library, "PQprepare", &pq->prepare) &&
         baton_pq_find(library, "PQexecPrepared", &pq->exec_prepared) &&
         baton_pq_find(library, "PQenterPipelineMode", &pq->enter_pipeline) &&
         baton_pq_find(library, "PQexitPipelineMode", &pq->exit_pipeline) &&
         baton_pq_find(library, "PQsendQueryPrepared", &pq->send_prepared) &&
         baton_pq_find(library, "PQpipelineSync", &pq->pipeline_sync) &&
         baton_pq_find(library, "PQgetResult", &pq->get_result) &&
         baton_pq_find(library, "PQresultStatus", &pq->result_status) &&
         baton_pq_find(library, "PQresultErrorField", &pq->result_error_field) &&
         baton_pq_find(library, "PQcmdTuples", &pq->cmd_tuples) &&
         baton_pq_find(library, "PQcmdStatus", &pq->cmd_status) &&
         baton_pq_find(library, "PQntuples", &pq->ntuples) &&
         baton_pq_find(library, "PQgetisnull", &pq->getisnull) &&
         baton_pq_find(library, "PQgetlength", &pq->getlength) &&
         baton_pq_find(library, "PQgetvalue", &pq->getvalue) &&
         baton_pq_find(library, "PQclear", &pq->clear) &&
         baton_pq_find(library, "PQsocket", &pq->socket) &&
         baton_pq_find(library, "PQbackendPID", &pq->backend_pid) &&
         baton_pq_find(library, "PQconsumeInput", &pq->consume_input) &&
         baton_pq_find(library, "PQnotifies", &pq->notifies) &&
         baton_pq_find(library, "PQfreemem", &pq->freemem);
}

// PQnoticeProcessor: what the server remarks beside its answers goes to no terminal.
static inline void baton_pq_ignore(void *context, const char *message) { (void)context, (void)message; }

// The fields of an error, whose names are macros of characters.
static inline int baton_pq_field_sqlstate(void) { return PG_DIAG_SQLSTATE; }
static inline int baton_pq_field_message(void) { return PG_DIAG_MESSAGE_PRIMARY; }
static inline int baton_pq_field_constraint(void) { return PG_DIAG_CONSTRAINT_NAME; }
