#!/bin/sh
# What Asterisk's FILE() writes to a file that is not there yet.
#
# Seen on 30 November 2026 with Debian's asterisk 1:22.10.1+dfsg+~cs6.17.60671434-1 (unstable), from a dial plan:
#   Set(FILE(name,,,al)=words), which adds a line, makes no such file and writes nothing: it asks the file that
#   is not there how its lines end ("not in line format" in the log; the dial plan goes on as if all were well).
#   With a fifth part that says how, Set(FILE(name,,,al,u)=words), the file and the line are there.
# Ends with an error when either behaves otherwise. Needs apt on amd64; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-asterisk-file-new
apt=$work/apt tree=$work/tree
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$tree"
if [ ! -e "$work/complete" ]; then
    mirror=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian|//p' | head -n 1)
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$apt/sources.list"
    # As if nothing were installed: it comes with all that it needs, down to the C library.
    : > "$apt/status"
    cat > "$apt/apt.conf" <<END
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
APT::Sandbox::User "root";
END
    APT_CONFIG=$apt/apt.conf apt-get -q update >&2
    APT_CONFIG=$apt/apt.conf apt-get -q install --download-only --yes --no-install-recommends -o Debug::NoLocking=1 asterisk >&2
    for package in "$apt"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$tree"; done
    touch "$work/complete"
fi
run=$work/run
rm -rf "$run" && mkdir -p "$run"
modules=$(find "$tree" -type d -path '*/asterisk/modules' | head -n 1)
loader=$(find "$tree" -name 'ld-linux-x86-64.so.2' | head -n 1)
asterisk() {
    "$loader" --library-path "$(dirname "$(dirname "$modules")")" "$tree/usr/sbin/asterisk" -C "$run/asterisk.conf" "$@"
}
{
    echo "[directories]"
    echo "astmoddir => $modules"
    echo "astdatadir => $tree/usr/share/asterisk"
    for name in astetcdir astvarlibdir astdbdir astkeydir astagidir astspooldir astrundir astlogdir astsbindir; do
        echo "$name => $run"
    done
} > "$run/asterisk.conf"
printf '[modules]\nautoload = no\nload = func_env.so\nload = pbx_config.so\nload = res_clioriginate.so\n' > "$run/modules.conf"
printf '[logfiles]\nconsole => error,warning\n' > "$run/logger.conf"
cat > "$run/extensions.conf" <<END
[try]
exten => s,1,Set(FILE($run/plain,,,al)=words)
 same => n,Set(FILE($run/with,,,al,u)=words)
 same => n,Set(FILE($run/done)=x)
END
asterisk -f > "$run/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
until asterisk -rx "core waitfullybooted" > "$run/said" 2>&1; do
    kill -0 $server
    sleep 1
done
asterisk -rx "channel originate Local/s@try application Wait 1" >> "$run/said" 2>&1
for second in $(seq 30); do
    [ ! -e "$run/done" ] || break
    sleep 1
done
ls -l "$run" | grep -E ' (plain|with|done)$'
echo words | diff - "$run/with"
[ ! -e "$run/plain" ]
grep -q "plain.* not in line format" "$run/out"
echo "As described."
