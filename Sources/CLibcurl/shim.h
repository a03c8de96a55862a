#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take any number of arguments of any kind, which Swift cannot call: here is one
// function for each kind.

static inline CURLcode baton_curl_set_number(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode baton_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode baton_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(handle, option, value);
}

// What is read is sent.
static inline CURLcode baton_curl_set_reader(CURL *handle, curl_read_callback reader, void *context) {
  CURLcode code = (curl_easy_setopt)(handle, CURLOPT_READFUNCTION, reader);
  return code == CURLE_OK ? (curl_easy_setopt)(handle, CURLOPT_READDATA, context) : code;
}

// Hears each line that the server answers.
static inline CURLcode baton_curl_set_listener(CURL *handle, curl_write_callback listener, void *context) {
  CURLcode code = (curl_easy_setopt)(handle, CURLOPT_HEADERFUNCTION, listener);
  return code == CURLE_OK ? (curl_easy_setopt)(handle, CURLOPT_HEADERDATA, context) : code;
}

static inline CURLcode baton_curl_get_number(CURL *handle, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(handle, info, value);
}
