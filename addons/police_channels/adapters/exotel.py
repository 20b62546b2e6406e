"""What Exotel's products have in common: it signs nothing, so its calls carry a key of ours."""

import hmac
from urllib.parse import parse_qs, quote

KEY = "key"


class OfExotel:
    """Of a WebService: it is Exotel. The key in the addresses that it calls is the channel's secret."""

    def _proves_itself(self, request):
        key, secret = parse_qs(request.query).get(KEY, [""])[0], self.settings.secret
        return bool(secret) and hmac.compare_digest(key.encode(), secret.encode())

    def _account(self):
        return f"/v1/Accounts/{quote(self.own.account, safe='')}"
