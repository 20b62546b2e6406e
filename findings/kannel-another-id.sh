#!/bin/sh
# What Kannel, killed, does with an SMS whose acknowledgement has not reached the network.
#
# Seen on 30 November 2026 with Debian's kannel 1.4.5-12 and a centre that speaks SMPP 3.4:
#   it has the SMS in its store, and brings it after it is started again; the network, which knows of
#   nothing, sends the same unit again, and Kannel brings that, too: the same words under two ids (%I).
#   Whoever counts messages by %I counts two; whoever drops all but the first of an id drops none.
# Ends with an error when it comes once, or twice under one id. Needs apt on amd64 and python3; changes nothing
# on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-kannel-another-id
mkdir -p "$work/packages" "$work/tree"
if [ ! -e "$work/complete" ]; then
    apt-get -q update >&2
    (cd "$work/packages" && apt-get -q download kannel=1.4.5-12 $(
        apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
            --no-enhances kannel | grep '^lib' | sort -u
    ) >&2)
    for package in "$work"/packages/*.deb; do dpkg-deb --extract "$package" "$work/tree"; done
    touch "$work/complete"
fi
rm -rf "$work/store" "$work"/*.log
mkdir "$work/store"
cat > "$work/kannel.conf" <<END
group = core
admin-port = 13910
admin-password = x
smsbox-port = 13911
admin-interface = 127.0.0.1
smsbox-interface = 127.0.0.1
log-file = "$work/bearerbox.log"
box-allow-ip = 127.0.0.1
store-type = spool
store-location = "$work/store"

group = smsc
smsc = smpp
host = 127.0.0.1
port = 13912
smsc-username = a
smsc-password = b
system-type = ""
transceiver-mode = true
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
log-file = "$work/smsbox.log"

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "http://127.0.0.1:13913/?id=%I&text=%b"
END
python3 - "$work" <<'END'
import http.server, os, pathlib, signal, socket, struct, subprocess, sys, threading, time, urllib.parse

work = pathlib.Path(sys.argv[1])
tree = work / "tree"
BIND, BOUND, DELIVER, DELIVERED, ENQUIRE = 9, 0x80000009, 5, 0x80000005, 21
came = []

class Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        came.append((asked["text"][0], asked["id"][0]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass

def unit(command, sequence, body=b""):
    return struct.pack("!IIII", 16 + len(body), command, 0, sequence) + body

def units(line):
    """(command, sequence) of each unit that comes."""
    while len(head := line.recv(16, socket.MSG_WAITALL)) == 16:
        length, command, _status, sequence = struct.unpack("!IIII", head)
        line.recv(length - 16, socket.MSG_WAITALL) if length > 16 else b""
        yield command, sequence

SMS = unit(DELIVER, 7, b"\0\1\1910000000001\0\0\1" b"56161\0" + bytes(3) + b"\0\0" + bytes(4) + b"\x05hello")

def connected(centre):
    """A line on which Kannel has bound."""
    line, _address = centre.accept()
    line.settimeout(30)
    command, sequence = next(units(line))
    assert command == BIND, command
    line.sendall(unit(BOUND, sequence, b"centre\0"))
    return line

def start(program, path):
    loader = next(tree.rglob("ld-linux-x86-64.so.2"))
    libraries = f"{tree}/lib/x86_64-linux-gnu:{tree}/usr/lib/x86_64-linux-gnu"
    command = [loader, "--library-path", libraries, tree / path / program, "-v", "4", work / "kannel.conf"]
    with open(work / f"{program}.out", "ab") as out:
        return subprocess.Popen(command, stdout=out, stderr=out)

def until(what, seconds=30):
    ends = time.time() + seconds
    while not what():
        assert time.time() < ends, "nothing comes"
        time.sleep(0.05)

def stored():
    return [path for path in (work / "store").rglob("*") if path.is_file()]

def has_begun():
    return (work / "bearerbox.log").read_text(errors="replace").count("Start-up done") == 2

web = http.server.ThreadingHTTPServer(("127.0.0.1", 13913), Web)
threading.Thread(target=web.serve_forever, daemon=True).start()
centre = socket.create_server(("127.0.0.1", 13912))
running = [start("bearerbox", "usr/sbin")]
try:
    line = connected(centre)
    while not stored():
        # Refused until it has begun altogether: "try again".
        line.sendall(SMS)
        time.sleep(1)
    # The acknowledgement is on its way, and nobody reads it.
    running[0].send_signal(signal.SIGKILL)
    running[0].wait()
    line.close()
    running[0] = start("bearerbox", "usr/sbin")
    line = connected(centre)
    until(has_begun)
    line.sendall(SMS)
    assert any(command == DELIVERED for command, _sequence in units(line))
    running.append(start("smsbox", "usr/sbin"))
    until(lambda: len(came) >= 2)
    time.sleep(3)
finally:
    for process in running:
        process.kill()
        process.wait()
print(came)
assert [text for text, _id in came] == ["hello", "hello"], "it did not come twice"
assert len({name for _text, name in came}) == 2, "both have one id"
END
echo "As described."
