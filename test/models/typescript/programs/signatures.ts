import crypto from 'node:crypto';
import natural from 'natural';
import { parseDicom } from 'dicom-parser';

const classifier = new natural.BayesClassifier();
const commentsOf = (bytes: Uint8Array) => parseDicom(bytes).string('x00104000') ?? '';

export function unsigned(bytes: Uint8Array) {
  classifier.addDocument(commentsOf(bytes), 'urgent'); // <- unverified-training-data
}
export function signed(bytes: Uint8Array, key: string, signature: Buffer) {
  const comments = commentsOf(bytes);
  if (!crypto.verify(null, comments as any, key, signature)) throw new Error('not signed');
  classifier.addDocument(comments, 'urgent');
}
export function ignored(bytes: Uint8Array, key: string, signature: Buffer) {
  const comments = commentsOf(bytes);
  crypto.verify(null, comments as any, key, signature);
  classifier.addDocument(comments, 'urgent'); // <- unverified-training-data
}
export async function signedForTheWeb(bytes: Uint8Array, key: CryptoKey, signature: Buffer) {
  const comments = commentsOf(bytes);
  if (!(await crypto.subtle.verify('Ed25519', key, signature, comments as any))) throw new Error('not signed');
  classifier.addDocument(comments, 'urgent');
}
