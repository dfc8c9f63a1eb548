#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(__linux__)
#  include <arpa/inet.h>
#  include <linux/inet_diag.h>
#  include <linux/netlink.h>
#  include <linux/sock_diag.h>
#  include <netinet/in.h>

enum { STATE_LISTEN = 10 };

static int ask(int fd, int family) {
  struct {
    struct nlmsghdr header;
    struct inet_diag_req_v2 request;
  } message;
  memset(&message, 0, sizeof message);
  message.header.nlmsg_len = sizeof message;
  message.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  message.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  message.request.sdiag_family = (uint8_t)family;
  message.request.sdiag_protocol = IPPROTO_TCP;
  message.request.idiag_states = 1u << STATE_LISTEN;
  return send(fd, &message, sizeof message, 0) == (ssize_t)sizeof message ? 0 : -1;
}

/// Takes answers until the end of the dump; the number of sockets so far, or -1.
static int take(int fd, struct cp_listener *out, int capacity, int count) {
  _Alignas(struct nlmsghdr) char buffer[16384];
  for (;;) {
    ssize_t length = recv(fd, buffer, sizeof buffer, 0);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return -1;
    int left = (int)length;
    for (struct nlmsghdr *header = (struct nlmsghdr *)buffer; NLMSG_OK(header, left);
         header = NLMSG_NEXT(header, left)) {
      if (header->nlmsg_type == NLMSG_DONE) return count;
      if (header->nlmsg_type == NLMSG_ERROR) return -1;
      if (header->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg))) return -1;
      const struct inet_diag_msg *found = NLMSG_DATA(header);
      if (count < capacity) {
        struct cp_listener *entry = &out[count];
        memset(entry, 0, sizeof *entry);
        entry->address_length = found->idiag_family == AF_INET ? 4 : 16;
        memcpy(entry->address, found->id.idiag_src, entry->address_length);
        entry->port = ntohs(found->id.idiag_sport);
        entry->user = found->idiag_uid;
        entry->inode = found->idiag_inode;
      }
      count++;
    }
  }
}

int cp_listening_sockets(struct cp_listener *out, int capacity) {
  int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (fd < 0) return -1;
  int count = 0;
  const int families[] = {AF_INET, AF_INET6};
  for (int i = 0; i < 2 && count >= 0; i++)
    count = ask(fd, families[i]) == 0 ? take(fd, out, capacity, count) : -1;
  close(fd);
  return count;
}
#else
int cp_listening_sockets(struct cp_listener *out, int capacity) {
  (void)out;
  (void)capacity;
  errno = ENOSYS;
  return -1;
}
#endif
