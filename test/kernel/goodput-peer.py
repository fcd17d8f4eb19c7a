"""The kernel's side of goodput.test.ts, with CUBIC: Python, since Node.js cannot choose a congestion control.

python3 goodput-peer.py serve                          TCP 9 and 19 as in impair.mjs
python3 goodput-peer.py send|fetch ADDRESS PORT OCTETS  prints the SHA-256 of what came, or what the other side says, and the seconds
"""

import hashlib
import socket
import sys
import threading
import time

PATTERN = bytes((i * 31 + (i >> 8)) & 255 for i in range(65536))


def cubic(s):
    s.setsockopt(socket.IPPROTO_TCP, 13, b"cubic")
    return s


def send_pattern(s, left):
    while left > 0:
        s.sendall(PATTERN if left >= 65536 else PATTERN[:left])
        left -= 65536


def digest(s):
    h = hashlib.sha256()
    while part := s.recv(262144):
        h.update(part)
    return h.hexdigest()


def serve(port, handle):
    listener = cubic(socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True))

    def run():
        while True:
            s, _ = listener.accept()
            handle(s)
            s.close()

    threading.Thread(target=run).start()


if sys.argv[1] == "serve":
    serve(9, lambda s: s.sendall((digest(s) + "\n").encode()))
    serve(19, lambda s: send_pattern(s, int(s.recv(32))))
    print("ready", flush=True)
else:
    address, port, octets = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    s = cubic(socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET))
    s.connect((address, port))
    began = time.monotonic()
    if sys.argv[1] == "send":
        send_pattern(s, octets)
        s.shutdown(socket.SHUT_WR)
        answer = s.recv(100).decode().strip()
    else:
        s.sendall(f"{octets}\n".encode())
        answer = digest(s)
    print(answer, time.monotonic() - began)
