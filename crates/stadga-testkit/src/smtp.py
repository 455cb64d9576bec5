# An e-mail server that others have written (aiosmtpd), on loopback, until its standard input is closed. It says its port,
# then one line for each letter it has taken. With a certificate it takes nothing that is not encrypted.
import asyncio
import json
import logging
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

user, password, *tls = sys.argv[1:]


class Desk:
    async def handle_DATA(self, server, session, envelope):
        who = session.auth_data.login.decode() if session.authenticated else None
        letter = {"encrypted": session.ssl is not None, "user": who, "text": envelope.content.decode()}
        print(json.dumps(letter), flush=True)
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    right = data.login.decode() == user and data.password.decode() == password
    return AuthResult(success=right, handled=False, auth_data=data)


def visited():
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    return SMTP(
        Desk(),
        hostname="localhost",
        tls_context=context,
        require_starttls=bool(tls),
        authenticator=known,
        auth_required=bool(user),
        auth_require_tls=bool(tls),
    )


async def main():
    server = await asyncio.get_running_loop().create_server(visited, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    closed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait():
        sys.stdin.read()
        loop.call_soon_threadsafe(closed.set)

    threading.Thread(target=wait, daemon=True).start()
    await closed.wait()


# What it warns of is what the tests ask for: a password without encryption on loopback, and visitors that break off.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
asyncio.run(main())
