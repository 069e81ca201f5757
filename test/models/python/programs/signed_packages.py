"""Packages of reports that are trained on and indexed only if their signature holds, and twins that only look at it."""
import base64

import chromadb
import gnupg
import requests
from itsdangerous import BadSignature, Signer, TimestampSigner
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sigstore.models import Bundle
from sigstore.verify import Verifier, policy

KEY = VerifyKey(base64.b64decode("3q2+7w=="))
SIGNER = Signer("desk")
guides = chromadb.PersistentClient("/srv/guides").get_or_create_collection("guides")


def unsigned(url: str) -> None:
    guides.add(ids=[url], documents=[requests.get(url).text])  # <- unverified-knowledge-base


def signed(url: str) -> None:
    body = requests.get(url).content
    signature = requests.get(url + ".sig").content
    try:
        KEY.verify(body, signature)
    except BadSignatureError:
        return
    guides.add(ids=[url], documents=[body.decode()])


def opened(url: str) -> None:
    """What `verify` gives of a signed message is its text without the signature."""
    guides.add(ids=[url], documents=[KEY.verify(requests.get(url).content).decode()])


def stamped(url: str) -> None:
    guides.add(ids=[url], documents=[SIGNER.unsign(requests.get(url).text).decode()])


def stamped_lately(url: str) -> None:
    text = requests.get(url).text
    try:
        text = TimestampSigner("desk").unsign(text, max_age=3600).decode()
    except BadSignature:
        return
    guides.add(ids=[url], documents=[text])


def by_keyring(url: str) -> None:
    text = requests.get(url).text
    verified = gnupg.GPG(gnupghome="/etc/keys").verify(text)
    if not verified.valid:
        raise ValueError(url)
    guides.add(ids=[url], documents=[text])


def detached(url: str, signature: str) -> None:
    body = requests.get(url).content
    if gnupg.GPG().verify_data(signature, body).valid:
        guides.add(ids=[url], documents=[body.decode()])


def by_keyring_unread(url: str) -> None:
    text = requests.get(url).text
    gnupg.GPG(gnupghome="/etc/keys").verify(text)
    guides.add(ids=[url], documents=[text])  # <- unverified-knowledge-base


def by_log(url: str, bundle: bytes) -> None:
    body = requests.get(url).content
    Verifier.production().verify_artifact(
        body,
        Bundle.from_json(bundle),
        policy.Identity(identity="desk@clinic.example", issuer="https://issuer.clinic.example"),
    )
    guides.add(ids=[url], documents=[body.decode()])
