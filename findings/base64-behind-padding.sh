#!/bin/sh
# What Debian's two Pythons make of a mail whose base64 body has a mailing list's footer below it.
#
# Seen on 28 November 2026 with python3.11 3.11.2-6+deb12u8 and python3.13 3.13.5-2+deb13u5:
#   3.11.2 reads "hello" and stops at the padding; so does a 3.11.7 built from source.
#   3.13.5 reads on behind the padding: it appends rubbish or, where the count of letters does not
#   fit, gives the whole body back undecoded, and the text is lost to whoever reads it.
# Ends with an error when either behaves otherwise. Needs apt on amd64; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-base64-behind-padding
mkdir -p "$work"

mirror=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian|//p' | head -n 1)
fetch() { # SUITE PACKAGE…
    suite=$1 tree=$work/$1
    shift
    [ -e "$tree/complete" ] && return
    rm -rf "$tree" && mkdir -p "$tree/lists/partial" "$tree/cache/archives/partial" "$tree/packages"
    cat > "$tree/apt.conf" <<END
Dir::Etc::sourcelist "$tree/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$tree/lists";
Dir::Cache "$tree/cache";
APT::Sandbox::User "root";
END
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    echo "deb [signed-by=$keys] $mirror $suite main" > "$tree/sources.list"
    APT_CONFIG=$tree/apt.conf apt-get -q update >&2
    (cd "$tree/packages" && APT_CONFIG=$tree/apt.conf apt-get -q download "$@" >&2)
    for package in "$tree"/packages/*.deb; do dpkg-deb --extract "$package" "$tree"; done
    touch "$tree/complete"
}
read_mail() { # SUITE PYTHON
    tree=$work/$1
    libraries=$tree/lib/x86_64-linux-gnu:$tree/usr/lib/x86_64-linux-gnu
    loader=$(find "$tree" -name ld-linux-x86-64.so.2 | head -n 1)
    PYTHONHOME=$tree/usr "$loader" --library-path "$libraries" "$tree/usr/bin/$2" -S -c '
import email
for footer in ("", "list", "-- \nThis list: http://a.example\n"):
    mail = email.message_from_string(f"Content-Transfer-Encoding: base64\n\naGVsbG8=\n{footer}")
    print(mail.get_payload(decode=True))'
}

old="python3.11-minimal=3.11.2-6+deb12u8 libpython3.11-minimal=3.11.2-6+deb12u8 libpython3.11-stdlib=3.11.2-6+deb12u8"
new="python3.13-minimal=3.13.5-2+deb13u5 libpython3.13-minimal=3.13.5-2+deb13u5 libpython3.13-stdlib=3.13.5-2+deb13u5"
fetch bookworm libc6 zlib1g libexpat1 $old
fetch trixie libc6 zlib1g libexpat1 $new
read_mail bookworm python3.11 > "$work/old"
read_mail trixie python3.13 > "$work/new"
printf "b'hello'\nb'hello'\nb'hello'\n" | diff - "$work/old"
printf "b'hello'\nb'hello%%\\\\x8a\\\\xcb'\nb'aGVsbG8=-- This list: http://a.example'\n" | diff - "$work/new"
echo "As described."
