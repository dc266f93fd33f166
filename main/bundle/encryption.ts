/**
 * age v1 files (age-encryption.org/v1) for X25519 recipients, streaming and in constant memory. The library handles the header; the
 * payload's 64 KiB chunks are ours (agePayload.ts), because the library's cipher is eight times slower than the runtime's own.
 * Compatible with the `age` program in both directions.
 *
 * Plaintext reaches the sink chunk by chunk, each authenticated, BEFORE the end of the file is known to be there: a caller must keep
 * it in quarantine until the promise resolves. Only a resolved promise means the whole file was read and nothing was cut or altered.
 */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { hkdfSha256, randomBytes } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { runPayload } from './agePayload.ts';

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
/** May be synchronous; a returned promise is awaited before the next call. The bytes belong to the sink, unless it borrows them. */
export type ByteSink = (bytes: Uint8Array) => void | Promise<void>;

export interface AgeOptions {
  /** Name of the file for the sentences of refusals. */
  file: string;
  signal?: AbortSignal;
  /** Threads when the runtime has no native cipher; default: one per processor, at most 8. */
  threads?: number;
  /** The sink is done with its bytes when it returns (or its promise resolves): their memory is used again. */
  borrows?: boolean;
}

export interface AgeKeyPair {
  /** `AGE-SECRET-KEY-1…`, secret. */
  identity: string;
  /** `age1…`. */
  recipient: string;
}

const MAGIC = Buffer.from('age-encryption.org/v1\n', 'latin1');
const NONCE_BYTES = 16;
/** Room for some 300 recipients; a longer header is refused. */
const MAX_HEADER_BYTES = 64 * 1024;

export async function generateAgeKeyPair(): Promise<AgeKeyPair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient of an identity; throws when the text is no X25519 identity. */
export function recipientOf(identity: string): Promise<string> {
  if (!/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(identity)) throw new Error('no X25519 identity');
  return identityToRecipient(identity);
}

/** Whether a file that begins with these bytes claims to be an age file. */
export function isAgeFile(beginning: Uint8Array): boolean {
  return Buffer.compare(beginning.subarray(0, MAGIC.length), MAGIC) === 0;
}

/** Encrypts everything `source` yields to the recipients (`age1…`, at least one). */
export async function encryptTo(
  source: ByteSource,
  recipients: readonly string[],
  sink: ByteSink,
  options: AgeOptions,
): Promise<void> {
  const { header, fileKey } = await createHeader(recipients);
  const nonce = randomBytes(NONCE_BYTES);
  await sink(Buffer.concat([header, nonce]));
  await runPayload('seal', payloadKey(fileKey, nonce), source, sink, options);
}

/**
 * Decrypts an age file with whichever of the identities (`AGE-SECRET-KEY-1…`) fits. Refuses BUNDLE_DECRYPT (none fits),
 * BUNDLE_TRUNCATED (the end is missing), BUNDLE_ENCRYPTION_DAMAGED (anything altered), CANCELLED.
 */
export async function decryptTo(
  source: ByteSource,
  identities: readonly string[],
  sink: ByteSink,
  options: AgeOptions,
): Promise<void> {
  const iterator = iterate(source);
  try {
    const { header, rest } = await readHeader(iterator, options.file);
    const fileKey = await openHeader(header, identities, options.file);
    const { nonce, rest: first } = await readNonce(iterator, rest, options.file);
    const payload = prepend(first, iterator);
    await runPayload('open', payloadKey(fileKey, nonce), payload, sink, options);
  } finally {
    await iterator.return?.();
  }
}

/** Small things, in memory. */
export async function encryptBytes(data: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await encryptTo([data], recipients, (bytes) => void parts.push(bytes), { file: '' });
  return Buffer.concat(parts);
}

/** Small things, in memory. Refuses like {@link decryptTo}. */
export async function decryptBytes(data: Uint8Array, identities: readonly string[], file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await decryptTo([data], identities, (bytes) => void parts.push(bytes), { file });
  return Buffer.concat(parts);
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hkdfSha256(fileKey, nonce, 'payload', 32);
}

/** The library writes a whole file of nothing; a silent recipient of our own tells us the file key it chose. */
async function createHeader(recipients: readonly string[]): Promise<{ header: Uint8Array; fileKey: Uint8Array }> {
  if (recipients.length === 0) throw new Error('an encrypted file needs a recipient');
  const encrypter = new Encrypter();
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient);
  let fileKey: Uint8Array | undefined;
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const empty = await encrypter.encrypt(new Uint8Array(0));
  return { header: empty.subarray(0, headerEnd(empty)!), fileKey: fileKey! };
}

/** Offset behind the header's last line, `--- <mac>`; null while that line is not complete. */
function headerEnd(bytes: Uint8Array): number | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mac = buffer.indexOf('\n---');
  const end = mac < 0 ? -1 : buffer.indexOf('\n', mac + 1);
  return end < 0 ? null : end + 1;
}

function iterate(source: ByteSource): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
  return Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
}

type Bytes = ReturnType<typeof iterate>;

async function readHeader(iterator: Bytes, file: string): Promise<{ header: Uint8Array; rest: Uint8Array }> {
  let bytes: Uint8Array = new Uint8Array(0);
  for (;;) {
    const end = headerEnd(bytes.subarray(0, MAX_HEADER_BYTES));
    if (end !== null) return { header: bytes.subarray(0, end), rest: bytes.subarray(end) };
    if (bytes.length >= MAX_HEADER_BYTES) throw new Refusal('BUNDLE_ENCRYPTION_DAMAGED', { file });
    const next = await iterator.next();
    if (next.done) throw new Refusal('BUNDLE_TRUNCATED', { file });
    bytes = Buffer.concat([bytes, next.value]);
  }
}

async function readNonce(
  iterator: Bytes,
  beginning: Uint8Array,
  file: string,
): Promise<{ nonce: Uint8Array; rest: Uint8Array }> {
  let bytes = beginning;
  while (bytes.length < NONCE_BYTES) {
    const next = await iterator.next();
    if (next.done) throw new Refusal('BUNDLE_TRUNCATED', { file });
    bytes = Buffer.concat([bytes, next.value]);
  }
  return { nonce: bytes.subarray(0, NONCE_BYTES), rest: bytes.subarray(NONCE_BYTES) };
}

async function openHeader(header: Uint8Array, identities: readonly string[], file: string): Promise<Uint8Array> {
  if (!isAgeFile(header)) throw new Refusal('BUNDLE_ENCRYPTION_DAMAGED', { file });
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    // The library has no error classes; this one sentence separates "for somebody else" from "altered".
    const foreign = error instanceof Error && error.message.startsWith('no identity matched');
    throw new Refusal(foreign ? 'BUNDLE_DECRYPT' : 'BUNDLE_ENCRYPTION_DAMAGED', { file }, { cause: error });
  }
}

async function* prepend(first: Uint8Array, rest: Bytes): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}
