import * as crypto from 'node:crypto';

type Digest = (text: string | Uint8Array) => string;

const streamed: Digest = (text) => crypto.createHash('sha256').update(text).digest('hex');

/** Hashes in one call where the runtime has it and answers as it should: half the time for the short texts of a journal. */
function oneCall(): Digest | null {
  try {
    const digest: Digest = (text) => crypto.hash('sha256', text, 'hex');
    return digest('泉评') === streamed('泉评') && digest(Buffer.of(0xff)) === streamed(Buffer.of(0xff)) ? digest : null;
  } catch {
    return null;
  }
}

/** SHA-256 of bytes, or of text in UTF-8, as lower-case hex. */
export const sha256Hex: Digest = oneCall() ?? streamed;
