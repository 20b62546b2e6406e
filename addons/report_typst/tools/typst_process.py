"""Sets one paper, as a process of its own; `typst_printer.py` runs it.

python -IS typst_process.py PACKAGES FOLDER TEMPLATE FONTS own|all SECONDS MEGABYTES < JSON > PDF
"""

import resource
import sys

sys.path.append(sys.argv[1])

import typst


def main():
    _packages, folder, template, fonts, looked_through, seconds, megabytes = sys.argv[1:]
    _bound(int(seconds), int(megabytes) << 20)
    values = sys.stdin.buffer.read().decode()
    try:
        pdf = typst.compile(
            f"{folder}{template}",
            root=folder,
            font_paths=typst.Fonts(
                include_system_fonts=looked_through == "all",
                include_embedded_fonts=False,
                font_paths=[fonts],
            ),
            format="pdf",
            sys_inputs={"values": values},
            # There are none.
            package_path=f"{folder}/packages",
            package_cache_path=f"{folder}/packages",
        )
    except typst.TypstError as error:
        sys.exit(error.diagnostic)
    sys.stdout.buffer.write(pdf)


def _bound(seconds, memory):
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # It writes no file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
