import { createVerify, X509Certificate } from 'node:crypto';
import type { SignatureVerdict, SignatureVerifier } from '../rules/fixtures/signatures.ts';

/** Defined terms of MAC Algorithm (0400,0015), PS3.15 Annex C, and the digests that OpenSSL knows them as. */
const DIGESTS: Readonly<Record<string, string>> = { RIPEMD160: 'ripemd160', MD5: 'md5', SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

/** Checks a signature with the key of its certificate. That the certificate belongs to whom it names is not checked. */
export const verifySignature: SignatureVerifier = ({ macAlgorithm, certificate, signature, signed }): SignatureVerdict => {
  const digest = Object.hasOwn(DIGESTS, macAlgorithm) ? DIGESTS[macAlgorithm] : undefined;
  if (digest === undefined) return { verdict: 'unchecked', why: `the MAC algorithm ${macAlgorithm} is not known` };
  let signer: string | undefined;
  try {
    const parsed = new X509Certificate(certificate);
    signer = nameOf(parsed.subject);
    const key = parsed.publicKey;
    const kind = key.asymmetricKeyType;
    const size = kind === 'rsa' ? Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8) : derLength(signature);
    if (kind !== 'rsa' && kind !== 'ec' && kind !== 'dsa') return { verdict: 'unchecked', signer, why: `keys of type ${kind ?? 'unknown'} are not among those of the standard` };
    const verify = createVerify(digest);
    for (const part of signed()) verify.update(part);
    return { verdict: verify.verify(key, signature.subarray(0, size)) ? 'valid' : 'invalid', signer };
  } catch (error) {
    return { verdict: 'unchecked', ...(signer === undefined ? {} : { signer }), why: `its certificate can not be used (${error instanceof Error ? error.message.split('\n')[0] : String(error)})` };
  }
};

/** The common name of a subject, else all of it on one line. */
const nameOf = (subject: string): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');

/** Bytes of a DER structure without the padding behind it. */
function derLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  let length = 0;
  for (let i = 0; i < (first & 0x7f) && i < 4; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  return 2 + (first & 0x7f) + length;
}
