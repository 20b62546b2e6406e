"""nginx before Odoo: one address for pages and live updates, as in production.

With several workers Odoo answers web sockets on a second port only. The Debian package is unpacked
beside Odoo's instead of installed: installing it would start a web server on port 80.
"""

import os
import re
import shutil
from pathlib import Path
from string import Template

from . import apt_archive, settings
from .commands import run
from .environment import CONFIG
from .locks import exclusive
from .messages import LaunchError, step
from .paths import LOCAL, cache, private_folder

TEMPLATE = CONFIG / "nginx" / "nginx.conf.in"
OS_RELEASE = Path("/etc/os-release")
# Calls by programs, with a log-in or a key. Two letters or three are a language, as in /hi_IN/json.
RPC_DOOR = """
        location ~* "^(/[a-z]{2,3}([_@-][^/]*)?)*/(jsonrpc|xmlrpc|json|doc|doc-bearer)(/|$)" {
            return 404;
        }"""


def find_or_fetch():
    """Return the path of an nginx program, fetching the package of this Debian release.

    :raise LaunchError: no network, or libraries it needs are missing
    """
    installed = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if installed:
        return Path(installed)
    codename = debian_codename(OS_RELEASE.read_text())
    folder = cache() / "nginx"
    program = folder / codename / "usr/sbin/nginx"
    with exclusive(folder / ".lock"):
        if not program.exists():
            _fetch(folder, codename)
    return program


def debian_codename(os_release):
    """Codename of the running Debian release, from the text of /etc/os-release."""
    values = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    codename = values.get("VERSION_CODENAME", "").strip('"')
    if values.get("ID", "").strip('"') != "debian" or not codename:
        raise LaunchError("This machine is not a Debian: install nginx, then run this again.")
    return codename


def _fetch(folder, codename):
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    tree = work / "tree"
    tree.mkdir(parents=True)
    with step("Fetching nginx"):
        archive = apt_archive.Archive(work / "apt", (codename,))
        archive.update()
        archive.download(["nginx"], work)
        for package in work.glob("nginx_*.deb"):
            run(["dpkg-deb", "--extract", package, tree])
    tree.rename(folder / codename)
    shutil.rmtree(work)


def command(program, interface, port, odoo, websocket):
    """Write the configuration and return the command that serves it in the foreground.

    :param odoo: where pages are, as HOST:PORT
    :param websocket: where live updates are, as HOST:PORT
    """
    folder = private_folder(LOCAL / "nginx")
    configuration = folder / "nginx.conf"
    configuration.write_text(
        Template(TEMPLATE.read_text()).substitute(
            interface=interface,
            port=port,
            odoo=odoo,
            websocket=websocket,
            names="|".join(map(re.escape, settings.host_names())),
            rpc_door="" if settings.opens_rpc() else RPC_DOOR,
            # Started by root, its workers would otherwise be a user who can't reach the folder.
            user_line="user root;" if os.geteuid() == 0 else "",
        )
    )
    return [str(program), "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
