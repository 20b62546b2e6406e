#!/bin/sh
# What Kannel does with an incoming SMS whose only smsbox has an id, and no smsbox-route names it.
#
# Seen on 29 November 2026 with Debian's kannel 1.4.5-12 and its fake SMSC:
#   without smsbox-id the smsbox asks its get-url as soon as the message comes;
#   with smsbox-id, all else alike, it is connected ("On-line" in the status) and never gets the message:
#   bearerbox keeps it and counts "1 queued". Nothing in the settings is refused or warned of.
# Ends with an error when either behaves otherwise. Needs apt on amd64; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-kannel-smsbox-id
mkdir -p "$work/packages" "$work/tree"
if [ ! -e "$work/complete" ]; then
    apt-get -q update >&2
    (cd "$work/packages" && apt-get -q download kannel=1.4.5-12 kannel-extras=1.4.5-12 $(
        apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
            --no-enhances kannel kannel-extras | grep '^lib' | sort -u
    ) >&2)
    for package in "$work"/packages/*.deb; do dpkg-deb --extract "$package" "$work/tree"; done
    touch "$work/complete"
fi
tree=$work/tree
loader=$(find "$tree" -name ld-linux-x86-64.so.2 | head -n 1)
libraries=$tree/lib/x86_64-linux-gnu:$tree/usr/lib/x86_64-linux-gnu
program() {
    path=$1
    shift
    exec "$loader" --library-path "$libraries" "$tree/usr/$path" "$@"
}
try() { # NAME LINE-OF-THE-SMSBOX-GROUP
    cat > "$work/$1.conf" <<END
group = core
admin-port = 13900
admin-password = x
smsbox-port = 13901
admin-interface = 127.0.0.1
smsbox-interface = 127.0.0.1
log-file = "$work/$1-bearerbox.log"
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = fake
port = 13902
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
log-file = "$work/$1-smsbox.log"
$2

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "http://127.0.0.1:13903/?%b"
END
    : > "$work/$1-asked"
    python3 - "$work/$1-asked" <<'END' &
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        open(sys.argv[1], "a").write(self.path + "\n")
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass

http.server.HTTPServer(("127.0.0.1", 13903), Handler).serve_forever()
END
    web=$!
    (program sbin/bearerbox -v 4 "$work/$1.conf") > "$work/$1.out" 2>&1 &
    bearer=$!
    sleep 3
    (program sbin/smsbox -v 4 "$work/$1.conf") >> "$work/$1.out" 2>&1 &
    box=$!
    sleep 3
    (program lib/kannel/test/fakesmsc -H 127.0.0.1 -r 13902 -m 1 "100 200 text hello") >> "$work/$1.out" 2>&1 &
    phone=$!
    sleep 6
    python3 -c 'import urllib.request as r; print(r.urlopen("http://127.0.0.1:13900/status.txt?password=x").read().decode())' > "$work/$1-status"
    kill "$phone" "$box" "$bearer" "$web" 2>/dev/null || true
    wait "$phone" "$box" "$bearer" "$web" 2>/dev/null || true
    sleep 1
}
try without ""
try with "smsbox-id = one"
echo "/?hello" | diff - "$work/without-asked"
diff /dev/null "$work/with-asked"
grep -q "SMS: received 1 (1 queued)" "$work/with-status"
grep -q "smsbox:one, IP 127.0.0.1 .*on-line" "$work/with-status"
echo "As described."
