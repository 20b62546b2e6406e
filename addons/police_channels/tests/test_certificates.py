import contextlib
import ssl
import threading
from datetime import UTC, datetime, timedelta
from socket import create_connection, create_server
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from odoo.tests import BaseCase, tagged

from ..adapters.mail.imap import trusting_context


class Authority:
    """A private authority as many were set up: without the identifiers RFC 5280 asks for."""

    def __init__(self, name, issuer=None):
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = (issuer or self).sign(
            self, x509.BasicConstraints(ca=True, path_length=None)
        )

    def sign(self, holder, *extensions):
        today = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder(self.name, holder.name, holder.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=1))
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=True)
        return builder.sign(self.key, hashes.SHA256())


class Server(Authority):
    """A server that the authority vouches for."""

    def __init__(self, authority):
        self.name = x509.Name([])
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.SubjectAlternativeName([x509.DNSName("mail.example")])
        self.certificate = authority.sign(self, name)

    def pem(self):
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return key + self.certificate.public_bytes(serialization.Encoding.PEM)


@tagged("post_install", "-at_install")
class TestCertificates(BaseCase):
    """Whom the mailbox's connection trusts does not depend on the Python that runs it."""

    def setUp(self):
        super().setUp()
        self.root = Authority("Root Example")
        self.middle = Authority("Middle Example", self.root)

    def _is_trusted(self, trusted, server):
        """Whether a server is, by a machine on which this authority is trusted."""
        context = trusting_context()
        pem = trusted.certificate.public_bytes(serialization.Encoding.PEM)
        context.load_verify_locations(cadata=pem.decode())
        with create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=self._answer, args=(listener, server))
            thread.start()
            try:
                with create_connection(listener.getsockname(), timeout=10) as plain:
                    context.wrap_socket(plain, server_hostname="mail.example").close()
                return True
            except ssl.SSLCertVerificationError:
                return False
            finally:
                thread.join()

    def _answer(self, listener, server):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with TemporaryDirectory() as folder:
            path = f"{folder}/server.pem"
            with open(path, "wb") as file:
                file.write(server.pem())
            context.load_cert_chain(path)
        # Where the other side does not trust it, it says so.
        with listener.accept()[0] as plain, contextlib.suppress(OSError):
            context.wrap_socket(plain, server_side=True).close()

    def test_a_private_authority_of_the_old_kind_is_trusted(self):
        self.assertTrue(self._is_trusted(self.root, Server(self.root)))

    def test_so_is_one_in_the_middle_that_the_machine_trusts(self):
        self.assertTrue(self._is_trusted(self.middle, Server(self.middle)))

    def test_a_stranger_is_not(self):
        self.assertFalse(self._is_trusted(self.root, Server(Authority("Root Example"))))
        self.assertFalse(self._is_trusted(self.root, Server(self.middle)))
