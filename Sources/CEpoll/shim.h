// Waiting for many sockets at a cost that does not grow with those where nothing happens: epoll(7), eventfd(2).
#include <sys/epoll.h>
#include <sys/eventfd.h>
