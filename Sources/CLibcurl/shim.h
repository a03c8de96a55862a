#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <string.h>

// libcurl brings some twenty libraries along, 5 MB of them resident: it is opened when a hub is to send mail or to ask
// somebody, not by each one.
// These are the functions of it that are used. Those that take any number of arguments of any kind, which Swift cannot call,
// have one function below for each kind.
typedef struct {
  CURLcode (*global_init)(long flags);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *handle);
  CURLcode (*easy_perform)(CURL *handle);
  const char *(*easy_strerror)(CURLcode code);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
  void (*slist_free_all)(struct curl_slist *list);
  CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
  CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
  CURLcode (*easy_pause)(CURL *handle, int what);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *multi);
  CURLMcode (*multi_setopt)(CURLM *multi, CURLMoption option, ...);
  CURLMcode (*multi_add_handle)(CURLM *multi, CURL *handle);
  CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *handle);
  CURLMcode (*multi_socket_action)(CURLM *multi, curl_socket_t socket, int events, int *running);
  CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
  CURLcode (*easy_send)(CURL *handle, const void *bytes, size_t count, size_t *sent);
  CURLcode (*easy_recv)(CURL *handle, void *bytes, size_t count, size_t *received);
} baton_curl;

static inline int baton_curl_find(void *library, const char *name, void *place) {
  void *found = dlsym(library, name);
  // A pointer to data and one to a function are of one kind here (POSIX, dlsym).
  memcpy(place, &found, sizeof found);
  return found != NULL;
}

// Whether the library is there with all that is used of it. It stays open.
static inline int baton_curl_open(baton_curl *curl) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  return library != NULL && baton_curl_find(library, "curl_global_init", &curl->global_init) &&
         baton_curl_find(library, "curl_easy_init", &curl->easy_init) &&
         baton_curl_find(library, "curl_easy_cleanup", &curl->easy_cleanup) &&
         baton_curl_find(library, "curl_easy_perform", &curl->easy_perform) &&
         baton_curl_find(library, "curl_easy_strerror", &curl->easy_strerror) &&
         baton_curl_find(library, "curl_slist_append", &curl->slist_append) &&
         baton_curl_find(library, "curl_slist_free_all", &curl->slist_free_all) &&
         baton_curl_find(library, "curl_easy_setopt", &curl->easy_setopt) &&
         baton_curl_find(library, "curl_easy_getinfo", &curl->easy_getinfo) &&
         baton_curl_find(library, "curl_easy_pause", &curl->easy_pause) &&
         baton_curl_find(library, "curl_easy_send", &curl->easy_send) &&
         baton_curl_find(library, "curl_easy_recv", &curl->easy_recv) &&
         baton_curl_find(library, "curl_multi_init", &curl->multi_init) &&
         baton_curl_find(library, "curl_multi_cleanup", &curl->multi_cleanup) &&
         baton_curl_find(library, "curl_multi_setopt", &curl->multi_setopt) &&
         baton_curl_find(library, "curl_multi_add_handle", &curl->multi_add_handle) &&
         baton_curl_find(library, "curl_multi_remove_handle", &curl->multi_remove_handle) &&
         baton_curl_find(library, "curl_multi_socket_action", &curl->multi_socket_action) &&
         baton_curl_find(library, "curl_multi_info_read", &curl->multi_info_read);
}

static inline CURLcode baton_curl_start(const baton_curl *curl) { return curl->global_init(CURL_GLOBAL_DEFAULT); }

static inline CURL *baton_curl_begin(const baton_curl *curl) { return curl->easy_init(); }

static inline void baton_curl_end(const baton_curl *curl, CURL *handle) { curl->easy_cleanup(handle); }

static inline CURLcode baton_curl_perform(const baton_curl *curl, CURL *handle) { return curl->easy_perform(handle); }

static inline const char *baton_curl_words(const baton_curl *curl, CURLcode code) { return curl->easy_strerror(code); }

static inline struct curl_slist *baton_curl_append(
    const baton_curl *curl, struct curl_slist *list, const char *text) {
  return curl->slist_append(list, text);
}

static inline void baton_curl_free(const baton_curl *curl, struct curl_slist *list) { curl->slist_free_all(list); }

static inline CURLcode baton_curl_set_number(const baton_curl *curl, CURL *handle, CURLoption option, long value) {
  return curl->easy_setopt(handle, option, value);
}

static inline CURLcode baton_curl_set_text(
    const baton_curl *curl, CURL *handle, CURLoption option, const char *value) {
  return curl->easy_setopt(handle, option, value);
}

static inline CURLcode baton_curl_set_list(
    const baton_curl *curl, CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl->easy_setopt(handle, option, value);
}

// What is read is sent.
static inline CURLcode baton_curl_set_reader(
    const baton_curl *curl, CURL *handle, curl_read_callback reader, void *context) {
  CURLcode code = curl->easy_setopt(handle, CURLOPT_READFUNCTION, reader);
  return code == CURLE_OK ? curl->easy_setopt(handle, CURLOPT_READDATA, context) : code;
}

// Hears each line that the server answers.
static inline CURLcode baton_curl_set_listener(
    const baton_curl *curl, CURL *handle, curl_write_callback listener, void *context) {
  CURLcode code = curl->easy_setopt(handle, CURLOPT_HEADERFUNCTION, listener);
  return code == CURLE_OK ? curl->easy_setopt(handle, CURLOPT_HEADERDATA, context) : code;
}

static inline CURLcode baton_curl_get_number(const baton_curl *curl, CURL *handle, CURLINFO info, long *value) {
  return curl->easy_getinfo(handle, info, value);
}

static inline CURLcode baton_curl_set_large(const baton_curl *curl, CURL *handle, CURLoption option, curl_off_t value) {
  return curl->easy_setopt(handle, option, value);
}

// Goes back to an earlier place in what is sent.
static inline CURLcode baton_curl_set_seeker(
    const baton_curl *curl, CURL *handle, curl_seek_callback seeker, void *context) {
  CURLcode code = curl->easy_setopt(handle, CURLOPT_SEEKFUNCTION, seeker);
  return code == CURLE_OK ? curl->easy_setopt(handle, CURLOPT_SEEKDATA, context) : code;
}

// Takes each piece of the answer's body.
static inline CURLcode baton_curl_set_writer(
    const baton_curl *curl, CURL *handle, curl_write_callback writer, void *context) {
  CURLcode code = curl->easy_setopt(handle, CURLOPT_WRITEFUNCTION, writer);
  return code == CURLE_OK ? curl->easy_setopt(handle, CURLOPT_WRITEDATA, context) : code;
}

// Sees each address before it is dialled, and makes the socket for it, or none.
static inline CURLcode baton_curl_set_dialler(
    const baton_curl *curl, CURL *handle, curl_opensocket_callback dialler, void *context) {
  CURLcode code = curl->easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, dialler);
  return code == CURLE_OK ? curl->easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context) : code;
}

static inline CURLcode baton_curl_get_large(const baton_curl *curl, CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl->easy_getinfo(handle, info, value);
}

// The socket of a connection that was only made (CURLOPT_CONNECT_ONLY); -1 where there is none.
static inline curl_socket_t baton_curl_get_socket(const baton_curl *curl, CURL *handle) {
  curl_socket_t found = CURL_SOCKET_BAD;
  return curl->easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &found) == CURLE_OK ? found : CURL_SOCKET_BAD;
}

static inline CURLcode baton_curl_say(
    const baton_curl *curl, CURL *handle, const void *bytes, size_t count, size_t *sent) {
  return curl->easy_send(handle, bytes, count, sent);
}

static inline CURLcode baton_curl_hear(
    const baton_curl *curl, CURL *handle, void *bytes, size_t count, size_t *received) {
  return curl->easy_recv(handle, bytes, count, received);
}

// Goes on reading and writing.
static inline CURLcode baton_curl_continue(const baton_curl *curl, CURL *handle) {
  return curl->easy_pause(handle, CURLPAUSE_CONT);
}

static inline CURLM *baton_curl_multi_begin(const baton_curl *curl) { return curl->multi_init(); }

static inline void baton_curl_multi_end(const baton_curl *curl, CURLM *multi) { curl->multi_cleanup(multi); }

static inline CURLMcode baton_curl_multi_set_number(
    const baton_curl *curl, CURLM *multi, CURLMoption option, long value) {
  return curl->multi_setopt(multi, option, value);
}

static inline CURLMcode baton_curl_multi_add(const baton_curl *curl, CURLM *multi, CURL *handle) {
  return curl->multi_add_handle(multi, handle);
}

static inline CURLMcode baton_curl_multi_remove(const baton_curl *curl, CURLM *multi, CURL *handle) {
  return curl->multi_remove_handle(multi, handle);
}

// Hears which sockets to wait for, and for what.
static inline CURLMcode baton_curl_multi_set_watcher(
    const baton_curl *curl, CURLM *multi, curl_socket_callback watcher, void *context) {
  CURLMcode code = curl->multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watcher);
  return code == CURLM_OK ? curl->multi_setopt(multi, CURLMOPT_SOCKETDATA, context) : code;
}

// Hears how long to wait at most.
static inline CURLMcode baton_curl_multi_set_timer(
    const baton_curl *curl, CURLM *multi, curl_multi_timer_callback timer, void *context) {
  CURLMcode code = curl->multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  return code == CURLM_OK ? curl->multi_setopt(multi, CURLMOPT_TIMERDATA, context) : code;
}

// Does what there is to do at one socket, or, for none, at this time.
static inline CURLMcode baton_curl_multi_act(const baton_curl *curl, CURLM *multi, curl_socket_t socket, int events) {
  int running = 0;
  return curl->multi_socket_action(multi, socket, events, &running);
}

// The next transfer that is over, and how it ended; NULL where there is none.
static inline CURL *baton_curl_multi_next(const baton_curl *curl, CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl->multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}
