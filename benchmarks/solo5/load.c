/* The other side of the benchmark of images: load from the Linux kernel's stack, and what the figures are compared with.
 *
 *   load udp HOST SECONDS WINDOW   datagrams of 64 octets to the echo port, WINDOW in flight: echoes a second
 *   load in HOST SECONDS           one flow to the discard port: Mbit/s that the peer has acknowledged
 *   load out HOST SECONDS          one flow from the character generator port: Mbit/s
 *   load connect HOST SECONDS N    connect and reset, N in flight: connections a second
 *   load http HOST SECONDS N       GET / over N connections, one in flight on each: answers a second
 *   load requests HOST COUNT N     COUNT answers over N connections that are kept: answers a second
 *   load flood HOST COUNT          opens COUNT connections at once, with half a request on each, keeps them a while and resets
 *                                  them: how many were taken
 *   load first HOST COMMAND...     milliseconds from the start of the command to its first echo, its peak memory in KB, and the
 *                                  processor time in ms that it had taken by then
 *   load first-dns HOST NAME COMMAND...   the same, to its first answer to a question for the A record of a name
 *   load serve                     the same services on the kernel's stack, a thread a port
 *   load bare TAP                  the same in the simplest loop on a tap device: what one core can do behind it (bare.c)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "load.h"

static char buffer[1 << 20];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void die(const char *what) {
  perror(what);
  exit(1);
}

static struct sockaddr_in address_of(const char *host, int port) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (inet_pton(AF_INET, host, &a.sin_addr) != 1) die(host);
  return a;
}

static int dial(const char *host, int port) {
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in a = address_of(host, port);
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(s, (struct sockaddr *)&a, sizeof a) != 0) die("connect");
  return s;
}

static int udp_port_socket(const char *host, int port) {
  int s = socket(AF_INET, SOCK_DGRAM, 0), size = 4 << 20;
  struct sockaddr_in a = address_of(host, port);
  setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
  if (connect(s, (struct sockaddr *)&a, sizeof a) != 0) die("connect");
  return s;
}

static int udp_socket(const char *host) { return udp_port_socket(host, ECHO); }

static double udp(const char *host, double seconds, int window) {
  int s = udp_socket(host), in_flight = 0;
  struct timeval patience = {0, 20000};
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  long received = 0;
  double start = now(), end;
  while ((end = now()) - start < seconds) {
    for (; in_flight < window && send(s, buffer, 64, 0) == 64; in_flight++);
    if (recv(s, buffer, sizeof buffer, 0) < 0) {
      in_flight = 0; /* lost */
      continue;
    }
    do received++, in_flight--;
    while (recv(s, buffer, sizeof buffer, MSG_DONTWAIT) > 0);
    if (in_flight < 0) in_flight = 0;
  }
  return (double)received / (end - start);
}

static double in(const char *host, double seconds) {
  int s = dial(host, DISCARD), unacknowledged = 0;
  long long sent = 0;
  double start = now(), end;
  while ((end = now()) - start < seconds) {
    ssize_t n = write(s, buffer, 65536);
    if (n <= 0) die("write");
    sent += n;
  }
  ioctl(s, SIOCOUTQ, &unacknowledged);
  return (double)(sent - unacknowledged) * 8e-6 / (now() - start);
}

static double out(const char *host, double seconds) {
  int s = dial(host, CHARGEN);
  long long received = 0;
  double start = now(), end;
  while ((end = now()) - start < seconds) {
    ssize_t n = read(s, buffer, sizeof buffer);
    if (n <= 0) die("read");
    received += n;
  }
  return (double)received * 8e-6 / (end - start);
}

static void reset(int s) {
  struct linger at_once = {1, 0};
  setsockopt(s, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(s);
}

static int begin_to_dial(struct sockaddr_in *a) {
  int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (connect(s, (struct sockaddr *)a, sizeof *a) != 0 && errno != EINPROGRESS) die("connect");
  return s;
}

/* `window` of them in flight; with one, the figure is the time that wake-ups take. */
static double connections(const char *host, double seconds, int window) {
  struct sockaddr_in a = address_of(host, ECHO);
  struct pollfd fds[64];
  long count = 0;
  if (window > 64) window = 64;
  for (int i = 0; i < window; i++) fds[i] = (struct pollfd){begin_to_dial(&a), POLLOUT, 0};
  double start = now(), end;
  while ((end = now()) - start < seconds) {
    if (poll(fds, (nfds_t)window, 1000) < 0) die("poll");
    for (int i = 0; i < window; i++) {
      if (fds[i].revents == 0) continue;
      if ((fds[i].revents & (POLLERR | POLLHUP)) != 0) die("connect");
      count++;
      reset(fds[i].fd);
      fds[i].fd = begin_to_dial(&a);
    }
  }
  return (double)count / (end - start);
}

/* Until the time is over, or `most` answers have come. */
static double http(const char *host, double seconds, long most, int count) {
  static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  struct pollfd fds[64];
  long got[64] = {0}, answer = 0, answers = 0;
  if (count > 64) count = 64;
  for (int i = 0; i < count; i++) {
    fds[i] = (struct pollfd){dial(host, HTTP), POLLIN, 0};
    if (write(fds[i].fd, request, sizeof request - 1) < 0) die("write");
  }
  double start = now(), end;
  while ((end = now()) - start < seconds && answers < most) {
    if (poll(fds, (nfds_t)count, 1000) < 0) die("poll");
    for (int i = 0; i < count; i++) {
      if (fds[i].revents == 0) continue;
      ssize_t n = read(fds[i].fd, buffer, sizeof buffer - 1);
      if (n <= 0) die("read");
      if (answer == 0) { /* all are of one length, which the first tells */
        buffer[n] = 0;
        const char *body = strstr(buffer, "\r\n\r\n"), *length = strcasestr(buffer, "content-length:");
        if (body != NULL && length != NULL) answer = body + 4 - buffer + atol(length + 15);
      }
      got[i] += n;
      if (answer == 0 || got[i] < answer) continue;
      got[i] -= answer;
      answers++;
      if (write(fds[i].fd, request, sizeof request - 1) < 0) die("write");
    }
  }
  return (double)answers / (end - start);
}

static double flood(const char *host, long count) {
  static int sockets[20000];
  static const char half[] = "GET / HTTP/1.1\r\nHost: ";
  struct rlimit files = {20100, 20100};
  setrlimit(RLIMIT_NOFILE, &files);
  long opened = 0;
  if (count > 20000) count = 20000;
  for (long i = 0; i < count; i++) {
    struct sockaddr_in a = address_of(host, i % 4 == 3 ? ECHO : HTTP);
    sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(sockets[i], (struct sockaddr *)&a, sizeof a);
    if (i % 16 == 15) usleep(500);
  }
  for (int wait = 0; wait < 2; wait++) sleep(1); /* a SYN that was lost is sent again after one */
  for (long i = 0; i < count; i++)
    if (send(sockets[i], half, sizeof half - 1, MSG_DONTWAIT) > 0) opened++;
  sleep(1);
  for (long i = 0; i < count; i++) reset(sockets[i]);
  return (double)opened;
}

/* A question for the A record of a name: its length. */
static size_t make_question(const char *name, unsigned char *to) {
  static const unsigned char head[12] = {0, 1, 0, 0, 0, 1};
  unsigned char *at = to + sizeof head;
  memcpy(to, head, sizeof head);
  while (*name != 0) {
    size_t length = strcspn(name, ".");
    *at++ = (unsigned char)length;
    memcpy(at, name, length);
    at += length;
    name += length;
    if (*name == '.') name++;
  }
  memcpy(at, "\0\0\1\0\1", 5);
  return (size_t)(at + 5 - to);
}

static int first(int s, const void *question, size_t length, char **command) {
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execvp(command[0], command);
    _exit(127);
  }
  double end = -1;
  while (end < 0 && now() - start < 10) {
    send(s, question, length, MSG_DONTWAIT);
    struct pollfd fd = {s, POLLIN, 0};
    struct timespec step = {0, 100000};
    if (ppoll(&fd, 1, &step, NULL) > 0 && recv(s, buffer, sizeof buffer, 0) > 0) end = now();
  }
  kill(child, SIGKILL);
  struct rusage usage;
  wait4(child, NULL, 0, &usage);
  double processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-3;
  printf("%.3f %ld %.3f\n", (end - start) * 1e3, usage.ru_maxrss, processor);
  return end < 0;
}

static void *generate(void *argument) {
  int s = (int)(long)argument;
  while (send(s, buffer, 65536, 0) > 0);
  close(s);
  return NULL;
}

/* Answers what has arrived. False: the connection is over. */
static int answer(int s, int port) {
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n";
  static __thread char data[1 << 17];
  ssize_t n = recv(s, data, sizeof data, MSG_DONTWAIT);
  if (n < 0) return errno == EAGAIN;
  if (n == 0) return 0;
  if (port == ECHO) return send(s, data, (size_t)n, 0) >= 0;
  if (port != HTTP) return 1;
  memcpy(data, head, sizeof head - 1);
  return send(s, data, sizeof head - 1 + 1024, 0) >= 0;
}

/* One thread a port. */
static void *serve_port(void *argument) {
  int port = (int)(long)argument, s = socket(AF_INET, SOCK_STREAM, 0), one = 1, queue = epoll_create1(0);
  struct sockaddr_in a = address_of("0.0.0.0", port);
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind(s, (struct sockaddr *)&a, sizeof a) != 0 || listen(s, 1024) != 0) die("listen");
  struct epoll_event event = {EPOLLIN, {.fd = s}}, events[64];
  epoll_ctl(queue, EPOLL_CTL_ADD, s, &event);
  for (;;) {
    int count = epoll_wait(queue, events, 64, -1);
    for (int i = 0; i < count; i++) {
      int from = events[i].data.fd;
      if (from != s) {
        if (!answer(from, port)) close(from);
        continue;
      }
      int connection = accept(s, NULL, NULL);
      pthread_t thread;
      if (connection < 0) continue;
      event.data.fd = connection;
      if (port != CHARGEN) epoll_ctl(queue, EPOLL_CTL_ADD, connection, &event);
      else if (pthread_create(&thread, NULL, generate, (void *)(long)connection) == 0) pthread_detach(thread);
    }
  }
  return NULL;
}

static _Noreturn void serve(void) {
  static const long ports[] = {ECHO, DISCARD, CHARGEN, HTTP};
  for (int i = 0; i < 4; i++) {
    pthread_t thread;
    pthread_create(&thread, NULL, serve_port, (void *)ports[i]);
  }
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in a = address_of("0.0.0.0", ECHO), from;
  if (bind(s, (struct sockaddr *)&a, sizeof a) != 0) die("bind");
  for (;;) {
    socklen_t size = sizeof from;
    ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &size);
    if (n >= 0) sendto(s, buffer, (size_t)n, 0, (struct sockaddr *)&from, size);
  }
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  const char *mode = argc > 1 ? argv[1] : "";
  double seconds = argc > 3 ? atof(argv[3]) : 1;
  int number = argc > 4 ? atoi(argv[4]) : 1;
  if (strcmp(mode, "serve") == 0) serve();
  if (argc < 3) return 64;
  if (strcmp(mode, "bare") == 0) bare(argv[2]);
  if (strcmp(mode, "first") == 0) return argc > 3 ? first(udp_socket(argv[2]), "?", 1, argv + 3) : 64;
  if (strcmp(mode, "first-dns") == 0) {
    unsigned char question[300];
    if (argc < 5 || strlen(argv[3]) > 250) return 64;
    return first(udp_port_socket(argv[2], 53), question, make_question(argv[3], question), argv + 4);
  }
  double figure;
  if (strcmp(mode, "udp") == 0) figure = udp(argv[2], seconds, number);
  else if (strcmp(mode, "in") == 0) figure = in(argv[2], seconds);
  else if (strcmp(mode, "out") == 0) figure = out(argv[2], seconds);
  else if (strcmp(mode, "connect") == 0) figure = connections(argv[2], seconds, number);
  else if (strcmp(mode, "http") == 0) figure = http(argv[2], seconds, LONG_MAX, number);
  else if (strcmp(mode, "requests") == 0) figure = http(argv[2], 3600, (long)seconds, number);
  else if (strcmp(mode, "flood") == 0) figure = flood(argv[2], (long)seconds);
  else return 64;
  printf("%.0f\n", figure);
  return 0;
}
